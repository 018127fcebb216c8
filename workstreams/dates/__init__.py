"""Days of the calendar: which are worked, which dates cannot be meant, and what moved."""

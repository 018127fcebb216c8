"""A reporting month: its calendar, who owes what, what the office is shown and may ask about."""

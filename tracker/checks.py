"""System checks: what must be true of this installation before it may serve anybody."""

"""Which rows of the plan a board is shown, and why: its rule as data, with what people decided by hand."""

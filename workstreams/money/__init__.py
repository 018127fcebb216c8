"""Figures: how people type and read them, and the ledger of savings and budgets with its totals."""

"""Filters of tables: what an address may ask for, and which rows answer."""

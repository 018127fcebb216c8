"""Everything that writes to the plan: one module for each family of verbs.

Each verb takes keywords only, works in one transaction, leaves a history row with who and why,
and never reads the clock: `now` and `today` come from the caller.
"""

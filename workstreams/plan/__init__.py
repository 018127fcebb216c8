"""Reading a whole plan: its branches, its counts, its order, its rows as plain data; kept until it changes."""

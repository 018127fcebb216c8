"""Each module here reads one kind of sheet into records. `columns.read` asks them in turn."""

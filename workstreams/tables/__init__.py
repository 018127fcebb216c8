"""Tables over querysets: columns, cells and the order of rows."""

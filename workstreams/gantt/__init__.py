"""The timeline of a programme: what stands in it, where it is drawn, and the rows as HTML.

`window`, `span`, `draw`, `pens` and `strip` are rules: plain Python, no clock, days to positions to
strings. `asked`, `fetch`, `rows` and `page` read the request and the database. The page and the PDF
are drawn by the same functions with another set of pens.
"""

"""The sheet Data of a return as it was found: headings, rows and columns, and the observations it gives.

Start with `table`, the rows column by column; `reading` says what a cell of a number column holds.
"""

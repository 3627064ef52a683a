"""A workbook as a file: opened so that no file can do harm, and read part by part.

Start in `container` (the zip archive), then `book` (its worksheets) and `values`. Decision:
docs/decisions/workbook-reading.md.
"""

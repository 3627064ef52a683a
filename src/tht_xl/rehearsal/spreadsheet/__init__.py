"""A spreadsheet as Google Sheets keeps it: worksheets, cells, what a typed text becomes, and lines that move.

Start in `spreadsheet`; `workspace` holds all of a rehearsal's. Nothing here knows HTTP.
"""

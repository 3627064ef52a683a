"""The requests of the Sheets API, one module for each kind, applied to a spreadsheet.

Start in `batch` (spreadsheets.batchUpdate) and `values_read`, `values_write`, `values_append` (spreadsheets.values).
"""

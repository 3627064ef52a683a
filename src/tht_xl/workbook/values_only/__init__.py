"""Workbooks of which only the values are read: .xls, .xlsb, .ods and .csv.

Start in `kind` (which file is one of them) and `book` (what the checks see of it); `text`, `opendocument` and `binary`
read one kind each. Decision: docs/decisions/values-only.md.
"""

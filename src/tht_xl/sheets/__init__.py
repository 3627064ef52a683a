"""Synchronise with the shared Google Sheet; the only part that knows gspread.

Start with `sync`; `plan` decides for each cell whose value counts, `matching` when two keys or headers are the same.
docs/decisions/three-way-sync.md gives the reasons.
"""

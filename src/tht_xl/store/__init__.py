"""The store of the month: one SQLite file with what was returned, run, written, closed and decided.

Start with `open.py`, which opens the file and refuses what cannot be used; `schema.py` has the tables. The modules here
look after the file; `records` has the functions over each group of tables, such as `records/observations.py`.
docs/store.md is for the store's users; docs/decisions/store.md gives the reasons.
"""

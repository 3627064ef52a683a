"""The memory's file before there was a store: a CSV, and the month of each shared sheet beside it.

Start with `take_over.py`: it is read once, into a store that has no observations yet, and stays as it is.
docs/decisions/months-memory.md gives the reason.
"""

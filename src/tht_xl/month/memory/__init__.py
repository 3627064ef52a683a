"""What earlier months returned.

Start with `recall.py`, which says what counts in a month; `memory.py` holds the versions, and `open.py` finds the store
that keeps them. docs/decisions/months-memory.md gives the reasons.
"""

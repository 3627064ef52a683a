"""Close a month, and find it again as the board saw it.

Start in `close.py`. Each run that counts leaves what it came to in the store (`recording.py`); closing freezes that
with the papers, `show.py` has it again, `changes.py` says what has changed since, and `verify.py` computes it again.
docs/decisions/closing.md gives the reasons.
"""

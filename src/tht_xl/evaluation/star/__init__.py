"""Results as a star: tidy tables of facts and dimensions, for whatever tool somebody analyses with.

Start with `tables.py`, which makes them; `schema.py` says what each column is and which key it refers to. No withheld
value can be worked out from them: `protect.py`. docs/decisions/star.md gives the reasons.
"""

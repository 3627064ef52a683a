"""Plans, registers and logs in the month: checked like returns, kept update by update, shown in views.

Start with `registers.py`, which reads and checks them; `updates.py` says what an update is, `keep.py` what is recorded,
`pages.py` which views are written. docs/decisions/registers-in-the-month.md gives the reasons.
"""

"""Statistical disclosure control: which counts may be shown, and which are withheld or rounded first.

Start in `rules`: the disclosure rules, and what one does to a count by itself. `one_way` and `two_way` protect tables
whose totals would give a small count away, `linked` several tables that share cells, and `differencing` says what the
difference of two releases tells. `personal_data` recognises it in texts. Decisions:
docs/decisions/disclosure-rules.md, docs/decisions/linked-tables.md.
"""

"""Compare a return with what else is known: its own series, earlier and published figures, what was asked for.

Start with `figures`, which brings rows and known figures together; docs/decisions/plausibility.md says why each rule is
as it is. The rules themselves are in `workbook.rules`: plausibility, twins and repeats in `figures`, asked in `rows`.
"""

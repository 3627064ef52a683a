"""What each worksheet of the shared sheet says. Pure: a month's results in, rows out.

Start in `history`, the simplest. `changes` and `sparkline` are cells of the first worksheet, whose rows are made in
`month.shared_sheet.rows`. Decision: docs/decisions/shared-sheet-tabs.md.
"""

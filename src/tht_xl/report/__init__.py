"""The pages that people read: the board paper and the month's own report.

Start with `board` and `month_report`; which indicators need attention is decided in `tht_xl.evaluation`, not here.
docs/decisions/board-page.md gives the reasons.
"""

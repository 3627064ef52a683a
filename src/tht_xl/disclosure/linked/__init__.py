"""Disclosure control for tables that share cells or totals, such as wards within localities within a borough.

Start in `tables`. `audit` checks a release by another method, linear programming. Decision:
docs/decisions/linked-tables.md.
"""

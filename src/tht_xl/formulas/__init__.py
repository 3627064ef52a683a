"""Spreadsheet formulas: read into trees, written as text, and evaluated without a spreadsheet.

Start in `parsing` and `expression`. `hosts.native` writes ordinary formulas with them, and `templates` evaluates the
rules of what people fill in. Decision: docs/decisions/template-rules.md.
"""

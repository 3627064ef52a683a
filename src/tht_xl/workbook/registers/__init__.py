"""Workbooks made from a template: blank or filled, read back into typed tables, and checked.

Start in `write` and `read`; `sheet` decides where everything is in a worksheet, `check` turns what is wrong into
findings. `tht_xl.templates` says what a template is. Decision: docs/decisions/template-rules.md.
"""

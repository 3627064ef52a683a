"""The worksheet functions themselves, a module for each group of them; docs/functions.md is generated from them.

Start in any module: each function is declared once and computes with `stats`, `monitoring` or `disclosure`. Importing a
module registers its functions; the order here is their order everywhere.
"""

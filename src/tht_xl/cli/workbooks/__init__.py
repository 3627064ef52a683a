"""The commands about workbooks: check what came in, explain a finding, make a blank one.

Start with `returns`, which checks; `templates` makes.
"""

"""Write returns: the blank ones that partners get, and the pieces the examples are built from.

Start with `template`. docs/templates.md is its page.
"""

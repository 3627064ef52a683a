"""Write returns: the blank ones that partners get, and the pieces the examples are built from.

Start with `partner_return` for what a partner is asked in a month (docs/decisions/returns.md), and with `template` for
a blank return of any indicators (docs/templates.md).
"""

"""The month's cycle before the figures are in: ask the partners, see who owes what, remind and chase them.

Start with `needs`, which finds what each partner has to give; `ask` writes the returns, `status` says where each one
is, `remind` writes the e-mails. docs/cycle.md is for the person who runs the month; docs/decisions/cycle.md says why.
"""

"""The business process of a month; the one place where adapters are wired together.

Start with `run`, which has the order of things; `config` is what somebody writes, `memory` what earlier months
returned, `standing` what the page, the terminal and the sheet show. docs/decisions/months-memory.md gives the reasons.
"""

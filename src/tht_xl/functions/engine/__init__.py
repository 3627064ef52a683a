"""How a worksheet function is declared, called and explained; what no single function knows.

Start in `registry`: a function is declared there once, and every host is generated from it. `arguments`, `kinds` and
`cells` read what a cell holds, `calling` runs a function, `outcome` decides which reason a cell shows. Decision:
docs/decisions/cell-outcomes.md.
"""

"""How a worksheet function is declared, called and explained; what no single function knows.

Start in `function`: all there is to say about one. `registry` takes it in, and every host is generated from it.
`arguments`, `kinds` and `cells` read what a cell holds; `rowwise`, `aggregates` and `spreading` call;
`results` makes cells and sentences of what a function gives; `outcome` decides which reason a cell shows. Decision:
docs/decisions/cell-outcomes.md.
"""

"""Papers as people edited them: which of their numbers are not those of the results.

Start in `compare.py`. `text.py` takes the text out of a file, `numbers.py` finds the numbers in it, `alignment.py` lays
it beside the paper that the month wrote, and `known.py` has every figure of the results. Nothing here writes a file.
docs/decisions/edited-papers.md gives the reasons.
"""

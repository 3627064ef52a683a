"""The charts of the board paper: where everything goes, and what a chart says in words.

Start with `chart`; `spark` is the bare line. The SVG itself is in `report/templates`.
"""

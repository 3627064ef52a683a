"""Areas and groups within the borough: which there were when, what is shown by them, and how far apart they are.

Start with `areas.py`, which lists the areas of a day and their history. `ward_range.py` computes range, gap and slope
index, `breakdowns.py` lists by what an indicator is collected. docs/decisions/places.md says how the gap's interval is
made, and why a series breaks where boundaries change.
"""

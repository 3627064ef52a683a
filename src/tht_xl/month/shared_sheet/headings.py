"""The headings of the first worksheet's computed columns, and the few words that some of them hold."""

Cell = str | float | bool | None

KEY = "Key"
PROVISIONAL = "[p]"
OWN = ("Indicator", "Period", "Value", "Lower limit", "Upper limit", "Unit", "Recent trend", "Target", "Target due",
       "Rating", "Gap", "In words", "Note", "Source")  # fmt: skip
DOMAIN, SPARKLINE, CHANGED, WHICH = "Domain", "Sparkline", "What changed since last month", "Latest or earlier"
LATEST, EARLIER = "Latest", "Earlier"
"""What `WHICH` says of a row: whether its indicator has a newer figure in the sheet."""
ATTENTION = "What needs attention"
OPTIONAL = (DOMAIN, SPARKLINE, CHANGED, WHICH, ATTENTION)
"""Columns that a sheet made before they existed may do without."""

OWNER, DUE = "Owner", "Due"
"""Columns of people's beside an action: the role that does it, and by which day."""

"""Shorthand symbols of government statistics in spreadsheets, in place of a figure."""

WITHHELD = ("[c]", "[u]")
"""There is a figure, and it must not be shown: it could identify a person, or is too unreliable."""

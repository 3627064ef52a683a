"""The rules of the check, by subject; the first docstring of a module says which codes are in it.

Start with `limits`, a short one; docs/findings.md is generated from all of them.
"""

from tht_xl.workbook.guide import explanation, findings_page
from tht_xl.workbook.rule import RULES as _ENTERED
from tht_xl.workbook.rule import Rule
from tht_xl.workbook.rules import (
    across_returns,
    asked,
    births,
    book,
    comments,
    contradictions,
    definition,
    disclosure,
    file,
    formulas,
    layout,
    limits,
    neighbours,
    numbers,
    outside,
    period_kinds,
    plausibility,
    privacy,
    repeats,
    results,
    rows,
    stopped,
    templates,
    twins,
    units,
    waivers,
)

RULES: dict[str, Rule] = dict(sorted(_ENTERED.items()))
"""Every rule by its code, in the order of the codes."""

__all__ = [
    "RULES",
    "across_returns",
    "asked",
    "births",
    "book",
    "comments",
    "contradictions",
    "definition",
    "disclosure",
    "explanation",
    "file",
    "findings_page",
    "formulas",
    "layout",
    "limits",
    "neighbours",
    "numbers",
    "outside",
    "period_kinds",
    "plausibility",
    "privacy",
    "repeats",
    "results",
    "rows",
    "stopped",
    "templates",
    "twins",
    "units",
    "waivers",
]

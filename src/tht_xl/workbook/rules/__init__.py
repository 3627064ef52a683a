"""The rules of the check, in rooms by what they look at; the first docstring of a module says which codes are in it.

Start with `figures/limits.py`, a short one; docs/findings.md is generated from all of them.
"""

from tht_xl.workbook.guide import explanation, findings_page
from tht_xl.workbook.rule import RULES as _ENTERED
from tht_xl.workbook.rule import Rule
from tht_xl.workbook.rules import confidential, figures, file, formulas, rows, templates, waivers

RULES: dict[str, Rule] = dict(sorted(_ENTERED.items()))
"""Every rule by its code, in the order of the codes."""

__all__ = [
    "RULES",
    "confidential",
    "explanation",
    "figures",
    "file",
    "findings_page",
    "formulas",
    "rows",
    "templates",
    "waivers",
]

"""One answer of a workstream: what it shows, what it comes to in brief, and what is missing."""

from dataclasses import dataclass

from tht_xl.partnership.view import Gap, ViewSection
from tht_xl.templates.table import Tables

ILLUSTRATIVE = " (illustrative)"
REGISTERS = ("action-tracker", "delivery-plan", "improvement-projects", "shadow-budget", "metric-selection")
"""Templates of the registers that a workstream's page reads."""


@dataclass(frozen=True, slots=True)
class WorkstreamAnswer:
    """A part of the page of a workstream.

    Attributes:
        brief: What it comes to, in a few words.
        sections: What it shows.
        gaps: What is missing; rows that are made up have none.
    """

    brief: str
    sections: tuple[ViewSection, ...]
    gaps: tuple[Gap, ...] = ()


def missing_register(heading: str, template: str, what: str) -> WorkstreamAnswer:
    """Return a part whose register nobody gave: a blank that says how to fill it."""
    ask = f"tht-xl template new {template} --out FILE.xlsx makes it; {template}-illustrative shows how it works"
    return WorkstreamAnswer(
        "not stated", (ViewSection(heading, (f"{what}: not stated in the paper.",)),), (Gap(what, "", ask),)
    )


def stamped(heading: str, tables: Tables) -> str:
    """Return a heading that says so where what follows is made up."""
    return f"{heading}{ILLUSTRATIVE if tables.is_illustrative else ''}"

"""What the milestones of a delivery plan are grouped by: each group by its heading."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from tht_xl.errors import UnknownNameError
from tht_xl.partnership.plans.milestones import TrackedRow
from tht_xl.templates.table import Tables

Groups = dict[str, list[TrackedRow]]
NO_OWNER, NO_STRATEGY, NO_STATUS = "No owner is stated", "No existing strategy is named", "No status"
NO_PART = "Belongs to no sub-element of the list"


def is_same(one: object, other: object) -> bool:
    """Return whether two ids are one, as a spreadsheet compares them: whatever their capitals."""
    return str(one or "").casefold() == str(other or "").casefold()


def choose_group(groups: Mapping[str, list[TrackedRow]], wanted: str) -> Groups:
    """Return the group that is meant by its heading or by the number that the heading begins with.

    Raises:
        UnknownNameError: There is none.
    """
    word = wanted.casefold()
    found = {h: group for h, group in groups.items() if h.casefold() == word or h.casefold().startswith(f"{word} ")}
    if not found:
        raise UnknownNameError("group", wanted, list(groups))
    return found


def group_by_column(items: list[TrackedRow], column: str, otherwise: str) -> Groups:
    """Return rows by what a column has, whatever its capitals, in alphabetical order; the blank ones last."""
    groups: Groups = {}
    written: dict[str, str] = {}
    for item in items:
        text = str(item[column] or "")
        groups.setdefault(written.setdefault(text.casefold(), text or otherwise), []).append(item)
    return dict(sorted(groups.items(), key=lambda pair: (pair[0] == otherwise, pair[0].casefold())))


def _by_aim(plan: Tables, items: list[TrackedRow]) -> Groups:
    parts = [(row["id"], row["aim"]) for row in plan["sub-elements"]]
    headings = [(f"{aim['id']} {aim['aim']}", [part for part, of in parts if is_same(of, aim["id"])])
                for aim in plan["aims"]]  # fmt: skip
    return _by_parts(headings, items, NO_PART)


def _by_sub_element(plan: Tables, items: list[TrackedRow]) -> Groups:
    return _by_parts([(f"{row['id']} {row['name']}", [row["id"]]) for row in plan["sub-elements"]], items, NO_PART)


def _by_strategy(plan: Tables, items: list[TrackedRow]) -> Groups:
    named = [(row["strategy"], row["sub-element"]) for row in plan["existing"]]
    headings = [(str(row["strategy"] or row["id"]), [part for name, part in named if is_same(name, row["id"])])
                for row in plan["strategies"]]  # fmt: skip
    return _by_parts(headings, items, NO_STRATEGY)


def _by_parts(headings: Sequence[tuple[str, list[object]]], items: list[TrackedRow], otherwise: str) -> Groups:
    """Return the milestones of the sub-elements of each heading, and last those of none: no row is left out."""
    by_part: Groups = {}
    for item in items:
        by_part.setdefault(str(item["sub-element"] or "").casefold(), []).append(item)
    groups: Groups = {}
    rest = dict(by_part)
    for heading, parts in headings:
        keys = dict.fromkeys(str(part).casefold() for part in parts if part)
        groups[heading] = [item for key in keys for item in by_part.get(key, ())]
        for key in keys:
            rest.pop(key, None)
    left = [item for group in rest.values() for item in group]
    return groups | ({otherwise: left} if left else {})


GROUPINGS: Final[Mapping[str, Callable[[Tables, list[TrackedRow]], Groups]]] = {
    "aim": _by_aim,
    "sub-element": _by_sub_element,
    "owner": lambda _, items: group_by_column(items, "owner", NO_OWNER),
    "existing strategy": _by_strategy,
    "status": lambda _, items: group_by_column(items, "status", NO_STATUS),
}
"""How to group, by what is asked for; the usual one first."""

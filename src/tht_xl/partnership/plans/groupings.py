"""What the milestones of a delivery plan are grouped by: each group by its heading."""

from collections.abc import Callable, Mapping
from typing import Final

from tht_xl.errors import UnknownNameError
from tht_xl.partnership.plans.milestones import TrackedRow
from tht_xl.templates.table import Tables

Groups = dict[str, list[TrackedRow]]
NO_OWNER, NO_STRATEGY, NO_STATUS = "No owner is stated", "No existing strategy is named", "No status"


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


def _by_aim(plan: Tables, items: list[TrackedRow]) -> Groups:
    groups: Groups = {}
    for aim in plan["aims"]:
        parts = [part["id"] for part in plan["sub-elements"] if is_same(part["aim"], aim["id"])]
        groups[f"{aim['id']} {aim['aim']}"] = _in_any(items, parts)
    return groups


def _by_sub_element(plan: Tables, items: list[TrackedRow]) -> Groups:
    return {f"{row['id']} {row['name']}": _in_any(items, [row["id"]]) for row in plan["sub-elements"]}


def _by_strategy(plan: Tables, items: list[TrackedRow]) -> Groups:
    groups: Groups = {}
    for row in plan["strategies"]:
        named = [each["sub-element"] for each in plan["existing"] if is_same(each["strategy"], row["id"])]
        groups[str(row["strategy"] or row["id"])] = _in_any(items, named)
    named = [each["sub-element"] for each in plan["existing"]]
    rest = [item for item in items if item not in _in_any(items, named)]
    return groups | ({NO_STRATEGY: rest} if rest else {})


def _by_column(column: str, otherwise: str) -> Callable[[Tables, list[TrackedRow]], Groups]:
    def group(_: Tables, items: list[TrackedRow]) -> Groups:
        groups: Groups = {}
        for item in items:
            groups.setdefault(str(item[column] or otherwise), []).append(item)
        return dict(sorted(groups.items(), key=lambda pair: (pair[0] == otherwise, pair[0].casefold())))

    return group


def _in_any(items: list[TrackedRow], parts: list[object]) -> list[TrackedRow]:
    wanted = {str(part or "").casefold() for part in parts}
    return [item for item in items if str(item["sub-element"] or "").casefold() in wanted]


GROUPINGS: Final[Mapping[str, Callable[[Tables, list[TrackedRow]], Groups]]] = {
    "aim": _by_aim,
    "sub-element": _by_sub_element,
    "owner": _by_column("owner", NO_OWNER),
    "existing strategy": _by_strategy,
    "status": _by_column("status", NO_STATUS),
}
"""How to group, by what is asked for; the usual one first."""

"""Actions typed elsewhere become rows of the tracker: once each, under an id that stays, with where each came from.

An action is recognised by its indicator and its words. Where it is in the tracker, the tracker is its master: what is
typed elsewhere changes nothing there, and a difference is told. Nothing is taken out of the tracker, because an action
that somebody stops typing is not done.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

TrackerRow = Mapping[str, object]
"""Cells of a row of the action tracker by the id of their column."""
PREFIX = "T-"
"""What the id of an action begins with that was typed elsewhere."""
IN_RETURN, IN_SHEET = "Return of", "Shared sheet"
"""What the place of an action begins with that was typed in a partner's return, or in the shared sheet."""


@dataclass(frozen=True, slots=True)
class TypedAction:
    """An action as somebody typed it.

    Attributes:
        action: Their words.
        place: Where: "Return of Barts Health, November 2026, Data!K7".
        indicator: The indicator that it was typed beside; "" for none.
        owner: The role that does it; "" where none was given.
        due: By when; None where no day was given.
    """

    action: str
    place: str
    indicator: str = ""
    owner: str = ""
    due: date | None = None


@dataclass(frozen=True, slots=True)
class TypedOtherwise:
    """Something typed elsewhere that the tracker has otherwise; the tracker's stays.

    Attributes:
        id: Id of the action.
        column: Id of the column.
        kept: What the tracker has, or what was typed first.
        typed: What was typed.
        place: Where it was typed.
    """

    id: str
    column: str
    kept: object
    typed: object
    place: str


@dataclass(frozen=True, slots=True)
class MergedActions:
    """The tracker with the actions typed elsewhere.

    Attributes:
        rows: Its rows as they were, in their order, then the new ones.
        new: Ids of the new ones.
        came_from: Where each action that was typed elsewhere was typed, by its id.
        differences: What was typed otherwise than it is kept.
    """

    rows: tuple[TrackerRow, ...]
    new: tuple[str, ...] = ()
    came_from: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    differences: tuple[TypedOtherwise, ...] = ()


def merge_actions(tracker: Sequence[TrackerRow], typed: Iterable[TypedAction]) -> MergedActions:
    """Return the tracker's rows with a row for each action that was typed elsewhere.

    Merging again changes nothing. Blank words are not an action.

    Args:
        tracker: The rows of the tracker.
        typed: What was typed elsewhere, in the order in which it is to be told.
    """
    rows: list[dict[str, object]] = [dict(row) for row in tracker]
    by_id = {str(row.get("id") or "").casefold(): row for row in rows}
    by_words = {_key(str(row.get("action") or ""), row.get("indicator")): row for row in reversed(rows)}
    new: list[str] = []
    came_from: dict[str, tuple[str, ...]] = {}
    differences: list[TypedOtherwise] = []
    for each in typed:
        key = _key(each.action, each.indicator)
        if not key[0]:
            continue
        # By its id too: the secretariat may have put it into better words, and it is typed elsewhere as before.
        row = by_words.get(key) or by_id.get(action_id(each.action, each.indicator).casefold())
        if row is None:
            row = _new_row(each, by_id)
            rows.append(row)
            new.append(str(row["id"]))
            by_id[str(row["id"]).casefold()] = row
        by_words[key] = row
        name = str(row.get("id") or "")
        came_from[name] = tuple(dict.fromkeys((*came_from.get(name, ()), each.place)))
        differences += _differences(row, each, is_new=name in new)
    return MergedActions(tuple(rows), tuple(new), came_from, tuple(differences))


def action_id(action: str, indicator: str = "") -> str:
    """Return the id of an action that was typed elsewhere: the same words for the same indicator, the same id.

    Examples:
        >>> action_id("Open the clinic.", "smoking-quits") == action_id(" open the clinic", "smoking-quits")
        True
    """
    words, of = _key(action, indicator)
    return PREFIX + hashlib.sha256(f"{of}\n{words}".encode()).hexdigest()[:8]


def is_typed_elsewhere(name: str, place: str) -> bool:
    """Return whether an action is known from where it was typed, and not from the tracker's own workbook.

    Args:
        name: Its id.
        place: Where it is.
    """
    return name.startswith(PREFIX) and place.startswith((IN_RETURN, IN_SHEET))


def plain_words(action: str) -> str:
    """Return the words of an action: capitals, spaces and punctuation do not make another one.

    Examples:
        >>> plain_words(" Open the clinic.") == plain_words("open  the Clinic")
        True
    """
    return re.sub(r"\W+", " ", action).strip().casefold()


def _key(action: str, indicator: object) -> tuple[str, str]:
    return plain_words(action), str(indicator or "").strip().casefold()


def _new_row(each: TypedAction, by_id: Mapping[str, object]) -> dict[str, object]:
    name, number = action_id(each.action, each.indicator), 2
    while name.casefold() in by_id:
        name, number = f"{action_id(each.action, each.indicator)}-{number}", number + 1
    row: dict[str, object] = {"id": name, "action": " ".join(each.action.split()), "status": "no update",
                              "source": each.place}  # fmt: skip
    row |= {column: value for column, value in (("indicator", each.indicator), ("owner", each.owner), ("due", each.due))
            if value}  # fmt: skip
    return row


def _differences(row: dict[str, object], each: TypedAction, *, is_new: bool) -> list[TypedOtherwise]:
    found: list[TypedOtherwise] = []
    for column, value in (("owner", each.owner.strip()), ("due", each.due)):
        kept = row.get(column)
        if not value or str(kept or "").casefold() == str(value).casefold():
            continue
        if is_new and not kept:
            row[column] = value  # typed twice: the second place has what the first left blank
        else:
            found.append(TypedOtherwise(str(row.get("id") or ""), column, kept, value, each.place))
    return found

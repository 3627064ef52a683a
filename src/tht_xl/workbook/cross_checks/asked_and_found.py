"""Match the rows that were asked for with those that came, so that one changed key is one finding."""

from collections import Counter
from typing import NamedTuple

from tht_xl.workbook.cross_checks.figures import CheckedFigures
from tht_xl.workbook.cross_checks.known import Key
from tht_xl.workbook.data_sheet.headings import KEYS

Partly = tuple[object, ...]
"""A key that lacks one part."""


class AskedAndFound(NamedTuple):
    """What came beside what was asked for.

    Attributes:
        missing: Keys that were asked for and are in no row.
        others: Rows that were not asked for, each with the key that it may replace; None where there is
            no such key.
    """

    missing: tuple[Key, ...]
    others: dict[int, Key | None]


def asked_and_found(figures: CheckedFigures) -> AskedAndFound:
    """Return what came beside what was asked for.

    A key counts as missing only where no row can have been meant by it: none has two parts of it and a third that
    cannot be read, that a finding names already, or that is another.
    """
    asked = figures.context.asked_for
    if not asked.rows:
        unasked = [index for index, key in figures.keys.items() if not _is_asked(figures, key)]
        return AskedAndFound((), {index: None for index in unasked if not _is_told(figures, index)})
    keys = _keys(figures)
    present = {key for key in keys if None not in key}
    missing = dict.fromkeys(key for key in asked.rows if key not in present)
    by_part = _by_part(missing)
    for partly in _unsure(figures, keys):
        _take(by_part, missing, partly)
    others = dict[int, Key | None]()
    for index, key in figures.keys.items():
        if not _is_asked(figures, key) and not _is_told(figures, index):
            # A changed key takes the place of the one that is missing, and says so.
            found = (_take(by_part, missing, partly) for partly in _parts(key))
            others[index] = next((each for each in found if each), None)
    return AskedAndFound(tuple(missing), others)


def _keys(figures: CheckedFigures) -> list[Partly]:
    table = figures.table
    things = zip(table.indicators.things, table.areas.things, table.periods.things, strict=True)
    return [(i.id if i else None, a.id if a else None, p) for i, a, p in things]


def _unsure(figures: CheckedFigures, keys: list[Partly]) -> list[Partly]:
    """Keys that lack a part because it cannot be read, is there twice, or is named by a finding."""
    times = Counter(keys)
    found = [key for key in keys if key.count(None) == 1]
    for index, key in enumerate(keys):
        if None not in key and (times[key] > 1 or (not _is_asked(figures, key) and _is_told(figures, index))):
            found += _parts(key)
    return found


def _is_asked(figures: CheckedFigures, key: Partly) -> bool:
    asked = figures.context.asked_for
    return key in asked.rows_set if asked.rows else not asked.indicators or key[0] in asked.indicators


def _is_told(figures: CheckedFigures, index: int) -> bool:
    return any(figures.table.cell(heading, index) in figures.told for heading in KEYS)


def _parts(key: Partly) -> list[Partly]:
    return [tuple(None if place == without else part for place, part in enumerate(key)) for without in range(3)]


def _by_part(missing: dict[Key, None]) -> dict[Partly, list[Key]]:
    found: dict[Partly, list[Key]] = {}
    for key in reversed(missing):
        for partly in _parts(key):
            found.setdefault(partly, []).append(key)
    return found


def _take(by_part: dict[Partly, list[Key]], missing: dict[Key, None], partly: Partly) -> Key | None:
    """Return a missing key with these parts, which is then no longer missing."""
    candidates = by_part.get(partly, [])
    while candidates:
        key = candidates.pop()
        if key in missing:
            del missing[key]
            return key
    return None

"""Numbers that a spreadsheet shortened when it saved a file: LibreOffice keeps 15 digits of 30.230023454287895."""

from collections.abc import Mapping
from math import isclose
from typing import cast

from tht_xl.framework.writing.content import content_of, keys_of
from tht_xl.model.definition import Framework

OF_15_DIGITS = 1e-14
"""What cutting off at 15 digits changes at most, beside the number; either way of rounding a half is within it."""


def with_digits_of(before: Framework, after: Framework) -> Framework:
    """Return a framework whose numbers are those of an earlier one wherever they are equal to a spreadsheet."""
    content = content_of(after)
    return Framework.model_validate(_kept("", content_of(before), content))


def _kept(name: str, before: object, after: object) -> object:
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        old = cast("Mapping[str, object]", before)
        return {key: _kept(key, old.get(key), value) for key, value in cast("Mapping[str, object]", after).items()}
    if isinstance(before, list) and isinstance(after, list):
        return _kept_items(name, cast("list[object]", before), cast("list[object]", after))
    if isinstance(before, int | float) and isinstance(after, int | float) and not isinstance(before, bool):
        return before if isclose(before, after, rel_tol=OF_15_DIGITS, abs_tol=0) else after
    return after


def _kept_items(name: str, before: list[object], after: list[object]) -> list[object]:
    if any(isinstance(each, dict) and "id" in each for each in after) or name == "published":
        old = dict(zip(keys_of(name, before), before, strict=True))
        return [_kept("", old.get(key), item) for key, item in zip(keys_of(name, after), after, strict=True)]
    old_items = [*before, *[None] * len(after)]
    return [_kept("", old_items[number], item) for number, item in enumerate(after)]

"""What differs between two frameworks, thing by thing and field by field."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import cast

from tht_xl.framework.source import LIST_FIELDS
from tht_xl.framework.writing.content import content_of, keys_of
from tht_xl.model.definition import Framework

ITEM_LISTS = tuple(name for name in Framework.model_fields if name in LIST_FIELDS and name != "comparators")
"""Fields of a framework that hold lists of things with keys of their own."""
_SHOWN = 80
"""Longer values are cut, around what differs. [characters]"""


@dataclass(frozen=True, slots=True)
class DefinitionChange:
    """One thing that differs.

    Attributes:
        kind: "added", "removed", "changed", or "order" where only the order of a list differs.
        where: The list, such as "indicators"; "framework" for what is there once.
        item: The id; "" for the framework itself and for an order.
        field: The field, such as "target due"; "" for a thing as a whole.
        before: What it was, in words.
        after: What it becomes, in words.
    """

    kind: str
    where: str
    item: str = ""
    field: str = ""
    before: str = ""
    after: str = ""

    def __str__(self) -> str:
        if self.kind == "order":
            return f"{self.where}: in another order"
        name = " ".join(filter(None, (self.where, self.item)))
        if self.kind != "changed":
            return f"{name}: {self.kind}"
        before, after = _around_difference(self.before, self.after)
        return f"{name}, {self.field}: {before or 'blank'} -> {after or 'blank'}"


def changes_between(before: Framework | None, after: Framework) -> list[DefinitionChange]:
    """Return everything that differs; where there was nothing before, everything is added."""
    return list(_changes({} if before is None else content_of(before), content_of(after)))


def _changes(before: Mapping[str, object], after: Mapping[str, object]) -> Iterator[DefinitionChange]:
    singles = [name for name in Framework.model_fields if name not in ITEM_LISTS]
    yield from _fields("framework", "", _only(before, singles), _only(after, singles))
    for name in ITEM_LISTS:
        old, new = _by_key(name, before), _by_key(name, after)
        for key, item in old.items():
            if key not in new:
                yield DefinitionChange("removed", name, key)
            else:
                yield from _fields(name, key, item, new[key])
        yield from (DefinitionChange("added", name, key) for key in new if key not in old)
        if [key for key in old if key in new] != [key for key in new if key in old]:
            yield DefinitionChange("order", name)


def _only(content: Mapping[str, object], names: list[str]) -> dict[str, object]:
    return {name: content[name] for name in names if name in content}


def _by_key(name: str, content: Mapping[str, object]) -> dict[str, Mapping[str, object]]:
    items = cast("list[Mapping[str, object]]", content.get(name, []))
    return dict(zip(keys_of(name, items), items, strict=True))


def _fields(
    where: str, item: str, before: Mapping[str, object], after: Mapping[str, object], above: str = ""
) -> Iterator[DefinitionChange]:
    for name in dict.fromkeys([*before, *after]):
        old, new = before.get(name), after.get(name)
        field = " ".join(filter(None, (above, name.replace("_", " "))))
        if old == new:
            continue
        if isinstance(old, dict | None) and isinstance(new, dict | None):
            yield from _fields(where, item, old or {}, new or {}, field)
        else:
            yield DefinitionChange("changed", where, item, field, _in_words(old), _in_words(new))


def _in_words(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        items = cast("list[object]", value)
        return ", ".join(_in_words(item) for item in items)
    if isinstance(value, dict):
        return " ".join(map(_in_words, cast("dict[str, object]", value).values()))
    return f"{value:g}" if isinstance(value, float) and f"{value:g}" == str(value) else str(value)


def _around_difference(before: str, after: str) -> tuple[str, str]:
    """Cut two long texts at the beginning that they share, and at what goes beyond a line."""
    if max(len(before), len(after)) <= _SHOWN:
        return before, after
    same = next((n for n, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), 0)
    start = max(0, same - _SHOWN // 4)
    return _cut(before, start), _cut(after, start)


def _cut(text: str, start: int) -> str:
    shown = text[start : start + _SHOWN]
    return f"{'...' if start and shown else ''}{shown}{'...' if start + _SHOWN < len(text) else ''}"

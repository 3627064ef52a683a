"""A framework as plain values, as its YAML files hold it."""

import hashlib
import json
from collections.abc import Iterable
from typing import cast

from tht_xl.model.definition import Framework

FrameworkContent = dict[str, object]

_REQUIRED_LISTS = ("areas", "domains", "indicators")


def content_of(framework: Framework, *, is_brief: bool = False) -> FrameworkContent:
    """Return every field that is not blank; in brief, without those that have the usual value."""
    fields = framework.model_dump(mode="json", exclude_defaults=is_brief)
    plain = cast("FrameworkContent", _plain(fields))
    # A framework without an indicator yet says so: the key is required.
    return {name: plain.get(name, []) for name in fields if name in plain or name in _REQUIRED_LISTS}


def fingerprint(framework: Framework) -> str:
    """Return a short text that two frameworks share only if their definitions are equal."""
    text = json.dumps(content_of(framework), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def keys_of(name: str, items: Iterable[object]) -> list[str]:
    """Return what each item of a list is known by: its id, or the indicator of a published series, numbered."""
    keys: list[str] = []
    for item in items:
        fields = cast("dict[str, object]", item)
        wanted = str(fields.get("indicator" if name == "published" else "id", ""))
        number, key = 1, wanted
        while key in keys:
            number += 1
            key = f"{wanted} {number}"
        keys.append(key)
    return keys


def _plain(value: object) -> object:
    if isinstance(value, dict):
        fields = {name: _plain(each) for name, each in cast("dict[str, object]", value).items()}
        # A series without values says so: `values` is required.
        return {name: each for name, each in fields.items() if name == "values" or each not in (None, "", [], {})}
    if isinstance(value, list):
        return [_plain(each) for each in cast("list[object]", value)]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value

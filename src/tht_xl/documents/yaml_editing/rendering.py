"""Values as YAML text, in the style of the definitions: short lists in brackets, everything else line by line."""

from collections.abc import Mapping
from typing import Any, cast

import yaml

WIDTH = 118
"""Longer lines are folded. [characters]"""
_UNFOLDED = 10**9


class _Dumper(yaml.SafeDumper):
    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - PyYAML's own argument
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> Any:  # noqa: ANN401, ARG002
        # Items of a list are further in than the key of the list.
        return super().increase_indent(flow, False)


def _list(dumper: yaml.SafeDumper, items: list[object]) -> yaml.SequenceNode:
    plain = not any(isinstance(item, list | dict) for item in items)
    return dumper.represent_sequence("tag:yaml.org,2002:seq", items, flow_style=plain)


_Dumper.add_representer(list, _list)


def block(value: object, column: int) -> str:
    """Return a value line by line, to begin in a column; its first line is not indented and no line break follows."""
    return _indented(_dump(value, WIDTH - column), column)


def field_text(key: str, value: object, column: int) -> str:
    """Return "key: value", to begin in a column."""
    return block({key: value}, column)


def scalar_text(value: object, column: int) -> str:
    """Return what follows a key that begins in a column: one value, or a short list in brackets."""
    return field_text("k", value, column)[3:]


def item_text(item: object, column: int) -> str:
    """Return "- item", its dash in a column."""
    return " " * column + "- " + block(item, column + 2)


def flow(value: object) -> str:
    """Return a value as it is inside brackets."""
    return _dump([value], _UNFOLDED, in_brackets=True)[1:-1]


def flow_field(key: str, value: object) -> str:
    """Return "key: value" as it is inside braces."""
    return _dump({key: value}, _UNFOLDED, in_brackets=True)[1:-1]


def file_text(content: Mapping[str, object]) -> str:
    """Return a whole file. Items of lists are separated by blank lines where they have many lines."""
    parts: list[str] = []
    for name, value in content.items():
        if isinstance(value, list) and any(isinstance(item, dict) for item in cast("list[object]", value)):
            items = [item_text(item, 2) for item in cast("list[object]", value)]
            between = "\n\n" if any(text.count("\n") > 3 for text in items) else "\n"
            parts.append(f"{name}:\n" + between.join(items) + "\n")
        else:
            parts.append(field_text(name, value, 0) + "\n")
    lists = [part for part in parts if "\n  - " in part]
    return "".join(part if part not in lists or number == 0 else f"\n{part}" for number, part in enumerate(parts))


def _dump(value: object, width: int, *, in_brackets: bool = False) -> str:
    dumper = yaml.SafeDumper if in_brackets else _Dumper
    text = yaml.dump(value, Dumper=dumper, default_flow_style=in_brackets, width=max(width, 40), allow_unicode=True,
                     sort_keys=False)  # fmt: skip
    return cast("str", text).removesuffix("...\n").strip("\n")


def _indented(text: str, column: int) -> str:
    first, *others = text.split("\n")
    return "\n".join([first, *(" " * column + line if line else line for line in others)])

"""Where the parts of a YAML text begin and end, and which comments it has."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple, cast

import yaml
from yaml.nodes import CollectionNode, MappingNode, Node, ScalarNode, SequenceNode

_COMMENT = re.compile(r"(?:(?<=\s)|^)#[^\n]*", re.MULTILINE)


class Edit(NamedTuple):
    """A piece of a text to replace, from `start` up to `end`."""

    start: int
    end: int
    text: str


class NotEditableError(Exception):
    """A text is written in a way that cannot be edited piece by piece."""


def apply_edits(text: str, edits: Sequence[Edit]) -> str:
    """Return a text with pieces replaced; of edits at one place the first comes first."""
    pieces: list[str] = []
    at = 0
    for edit in sorted(edits, key=lambda each: (each.start, each.end)):
        if edit.start < at:
            raise NotEditableError("two edits overlap")
        pieces += [text[at : edit.start], edit.text]
        at = edit.end
    return "".join([*pieces, text[at:]])


def compose(text: str) -> Node | None:
    """Return the root of a text, every scalar of it a text, with places counted in characters."""
    return cast("Node | None", yaml.compose(text, Loader=yaml.BaseLoader))


def pairs_of(node: Node | None) -> list[tuple[str, Node, Node]]:
    """Return the keys of a mapping: the text of each, its node and the node of its value."""
    if not isinstance(node, MappingNode):
        return []
    return [(str(key.value), key, value) for key, value in cast("list[tuple[Node, Node]]", node.value)]


def items_of(node: Node | None) -> list[Node]:
    """Return the items of a list."""
    return cast("list[Node]", node.value) if isinstance(node, SequenceNode) else []


def is_flow(node: Node) -> bool:
    """Return whether a mapping or list is written in brackets."""
    return isinstance(node, CollectionNode) and bool(node.flow_style)


def start_of(node: Node) -> int:
    """Return where a node begins."""
    return int(node.start_mark.index)


def end_of(node: Node, text: str) -> int:
    """Return where a node ends, without the blank lines and comments that PyYAML counts to it."""
    if isinstance(node, ScalarNode) or is_flow(node):
        start, end = start_of(node), int(node.end_mark.index)
        return start + len(text[start:end].rstrip())
    inner = [value for _, _, value in pairs_of(node)] + items_of(node)
    # The value of the last key may be blank: its key is then the end.
    return max([start_of(node), *(end_of(each, text) for each in inner[-1:])])


def line_start(text: str, at: int) -> int:
    """Return where the line of a place begins."""
    return text.rfind("\n", 0, at) + 1


def line_end(text: str, at: int) -> int:
    """Return where the line of a place ends, before its line break."""
    found = text.find("\n", at)
    return len(text) if found < 0 else found


def comments_of(text: str) -> list[tuple[int, str]]:
    """Return the comments of a text, each with its line from 1."""
    inside = sorted(_scalars(compose(text), text))
    found: list[tuple[int, str]] = []
    for match in _COMMENT.finditer(text):
        if not any(start <= match.start() < end for start, end in inside):
            found.append((text.count("\n", 0, match.start()) + 1, match.group().strip()))
    return found


def _scalars(node: Node | None, text: str) -> Iterator[tuple[int, int]]:
    if isinstance(node, ScalarNode):
        # A comment may follow the sign of a block of text: "text: >- # why".
        first = line_end(text, start_of(node)) if node.style in ("|", ">") else start_of(node)
        yield first, end_of(node, text)
    for _, key, value in pairs_of(node):
        yield from _scalars(key, text)
        yield from _scalars(value, text)
    for item in items_of(node):
        yield from _scalars(item, text)

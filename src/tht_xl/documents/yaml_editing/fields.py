"""Edit a mapping key by key: what did not change keeps its text."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from yaml.nodes import MappingNode, Node, SequenceNode

from tht_xl.documents.yaml_editing.marks import (
    Edit,
    NotEditableError,
    end_of,
    is_flow,
    items_of,
    line_end,
    line_start,
    pairs_of,
    start_of,
)
from tht_xl.documents.yaml_editing.rendering import block, field_text, flow, flow_field, item_text, scalar_text

Fields = Mapping[str, object]
FieldValues = tuple[Fields, Fields, Fields]
"""What a mapping says, what it is to say, and the same without usual values."""


def edit_fields(text: str, node: Node, before: Fields, after: Fields, brief: Fields) -> Iterator[Edit]:
    """Yield the edits that turn a mapping from one content into another.

    Args:
        text: The whole text.
        node: The mapping.
        before: What it says. A key that is only in here, such as one with the usual value, may be absent in the text.
        after: What it is to say, with keys in the order in which new ones are put.
        brief: The same without usual values: what is written of a new key.

    Raises:
        NotEditableError: It is not a mapping, or nothing of it would be left.
    """
    pairs = pairs_of(node)
    if not pairs or not isinstance(node, MappingNode):
        raise NotEditableError("it is not a mapping with keys")
    written = [name for name, _, _ in pairs]
    if not any(name in after for name in written):
        raise NotEditableError("nothing of it is left")
    for position, (name, key, value) in enumerate(pairs):
        if name in before and name not in after:
            yield _removal(text, node, position)
        elif name in after and before.get(name) != after[name]:
            values = ValueChange(before.get(name), after[name], brief.get(name))
            yield from edit_value(text, value, values, key.start_mark.column, in_flow=is_flow(node))
    for name, value in after.items():
        if name not in written and before.get(name) != value:
            yield _addition(text, node, name, brief.get(name, value), after)


class ValueChange(NamedTuple):
    """What a value is, what it is to be, and the same without usual values."""

    before: object
    after: object
    brief: object = None


def edit_value(text: str, node: Node, values: ValueChange, column: int, *, in_flow: bool) -> Iterator[Edit]:
    """Yield the edits of one value; `column` is where its key begins."""
    before, after, brief = values
    if isinstance(before, Mapping) and isinstance(after, Mapping) and pairs_of(node):
        yield from edit_fields(text, node, before, after, brief if isinstance(brief, Mapping) else after)
        return
    start, end = start_of(node), end_of(node, text)
    if in_flow or is_flow(node):
        written = flow(after)
    elif isinstance(node, SequenceNode) and isinstance(after, Sequence) and items_of(node):
        # An item a line, as before; the first begins where the first did.
        inner = node.start_mark.column
        written = "\n".join(item_text(item, inner) for item in after).lstrip(" ")
    elif isinstance(node, MappingNode):
        written = block(after, node.start_mark.column)
    else:
        written = scalar_text(after, column)
    # "note:" with nothing after it has no blank before its value.
    gap = " " if start > 0 and text[start - 1] == ":" and not written.startswith("\n") else ""
    yield Edit(start, end, gap + written)


def _removal(text: str, node: Node, position: int) -> Edit:
    pairs = pairs_of(node)
    _, key, value = pairs[position]
    start, end = start_of(key), max(end_of(value, text), int(key.end_mark.index) + 1)
    if is_flow(node):
        if position:
            return Edit(end_of(pairs[position - 1][2], text), end, "")
        return Edit(start, start_of(pairs[1][1]), "")
    first = line_start(text, start)
    if text[first:start].strip():  # behind the dash of an item: the next key takes its place
        return Edit(start, start_of(pairs[position + 1][1]), "")
    return Edit(first, min(line_end(text, end) + 1, len(text)), "")


def _addition(text: str, node: Node, name: str, value: object, after: Fields) -> Edit:
    """Return the edit that puts a new key behind the nearest one that comes before it in order."""
    pairs, order = pairs_of(node), list(after)
    earlier = set(order[: order.index(name)])
    behind = next((pair for pair in reversed(pairs) if pair[0] in earlier and pair[0] in after), pairs[0])
    end = max(end_of(behind[2], text), int(behind[1].end_mark.index) + 1)
    if is_flow(node):
        return Edit(end, end, f", {flow_field(name, value)}")
    column = pairs[0][1].start_mark.column
    at = line_end(text, end)
    return Edit(at, at, "\n" + " " * column + field_text(name, value, column))

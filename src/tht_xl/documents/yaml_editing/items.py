"""Put the items of a list in another order, take some out and put new ones in; each keeps the comments above it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from yaml.nodes import Node

from tht_xl.documents.yaml_editing.fields import FieldValues, edit_fields
from tht_xl.documents.yaml_editing.marks import (
    Edit,
    NotEditableError,
    apply_edits,
    end_of,
    is_flow,
    items_of,
    line_end,
    line_start,
    start_of,
)
from tht_xl.documents.yaml_editing.rendering import item_text


@dataclass(frozen=True, slots=True)
class ItemText:
    """One item of a list as it is to be written.

    Attributes:
        body: The item, from the beginning of its first line to the line break of its last.
        lead: The comments and blank lines above it, with their line breaks; None for those of a new item.
        place: Its position in the list that it comes from; -1 for a new item.
    """

    body: str
    lead: str | None = None
    place: int = -1


@dataclass(frozen=True, slots=True)
class ListText:
    """A list of a text, an item a line or more.

    Attributes:
        start: Where the text of its first item begins, comments above it included.
        end: Where its last item ends.
        column: The column of its dashes.
        items: The items as they are written.
    """

    start: int
    end: int
    column: int
    items: tuple[ItemText, ...]


def list_text(text: str, key: Node, node: Node) -> ListText:
    """Return where the items of a list are.

    Raises:
        NotEditableError: The list is written in brackets, or has no item.
    """
    if is_flow(node) or not items_of(node):
        raise NotEditableError("it is not a list with an item a line")
    at = start = min(line_end(text, int(key.end_mark.index)) + 1, len(text))
    items: list[ItemText] = []
    column = 0
    for item in items_of(node):
        dash = len(text[: start_of(item)].rstrip()) - 1
        first = line_start(text, dash)
        if dash < at or text[dash] != "-" or text[first:dash].strip():
            raise NotEditableError("an item does not begin behind its own dash")
        last = min(line_end(text, end_of(item, text)) + 1, len(text))
        column = dash - first
        items.append(ItemText(text[first:last], text[at:first], len(items)))
        at = last
    return ListText(start, at, column, tuple(items))


def edited_item(text: str, node: Node, found: ItemText, fields: FieldValues) -> ItemText:
    """Return an item with its fields changed."""
    dash = len(text[: start_of(node)].rstrip()) - 1
    offset = line_start(text, dash)
    edits = [Edit(start - offset, end - offset, new) for start, end, new in edit_fields(text, node, *fields)]
    return replace(found, body=apply_edits(found.body, edits))


def new_item(content: object, column: int) -> ItemText:
    """Return an item that is not in the text yet."""
    return ItemText(item_text(content, column) + "\n")


def replace_items(found: ListText, items: Sequence[ItemText], removed: Sequence[ItemText]) -> Edit:
    """Return the edit that writes a list again from its items; comments above removed ones stay, before the next item.

    Args:
        found: The list as it is.
        items: What it is to hold, in order: items of its own, of other lists, and new ones.
        removed: Items of its own that are not among them.
    """
    usual = "\n" if any(each.lead and not each.lead.strip() for each in found.items[1:]) else ""
    # A comment often heads several items, so it outlives the one that it is above.
    kept: defaultdict[int, str] = defaultdict(str)
    for each in removed:
        if each.lead and "#" in each.lead:
            kept[_next_after(each, items)] += each.lead
    pieces: list[str] = []
    for number, each in enumerate(items):
        lead = each.lead if each.lead is not None else usual if number else ""
        pieces += [kept.pop(number, ""), lead, each.body if each.body.endswith("\n") else each.body + "\n"]
    return Edit(found.start, found.end, "".join([*pieces, *kept.values()]))


def _next_after(removed: ItemText, items: Sequence[ItemText]) -> int:
    """Return the place in the new list of the first item that was below a removed one."""
    return next((number for number, each in enumerate(items) if each.place > removed.place), len(items))

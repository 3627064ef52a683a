"""Edit the YAML files of a framework, list by list, so that they hold other definitions."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import cast

from yaml.nodes import Node

from tht_xl.documents.yaml_editing.fields import Fields, edit_fields
from tht_xl.documents.yaml_editing.items import (
    ItemText,
    ListText,
    edited_item,
    list_text,
    new_item,
    replace_items,
)
from tht_xl.documents.yaml_editing.marks import (
    Edit,
    NotEditableError,
    apply_edits,
    compose,
    end_of,
    items_of,
    pairs_of,
    start_of,
)
from tht_xl.framework.writing.assignment import files_for
from tht_xl.framework.writing.changes import ITEM_LISTS
from tht_xl.framework.writing.content import FrameworkContent, keys_of

USUAL_COLUMN = 2


def edited_files(
    texts: Mapping[str, str], before: FrameworkContent, after: FrameworkContent, brief: FrameworkContent
) -> dict[str, str]:
    """Return the texts of all files, edited.

    Args:
        texts: The files by name, in the order in which they are read.
        before: What they hold.
        after: What they are to hold.
        brief: The same without fields that have the usual value: what is written of new items.

    Raises:
        NotEditableError: A file is written in a way that cannot be edited piece by piece.
    """
    files = [_File(name, text) for name, text in texts.items()]
    for file in files:
        file.edit_fields(before, after)
    for name in ITEM_LISTS:
        if before.get(name, []) != after.get(name, []):
            _edit_list(name, files, before, after, brief)
    return {file.name: apply_edits(file.text, file.edits) + file.appended for file in files}


class _File:
    """One file while it is edited."""

    def __init__(self, name: str, text: str) -> None:
        self.name, self.text = name, text if not text or text.endswith("\n") else text + "\n"
        self.root = compose(self.text)
        self.keys = {key: (at, value) for key, at, value in pairs_of(self.root)}
        self.edits: list[Edit] = []
        self.appended = ""

    def edit_fields(self, before: FrameworkContent, after: FrameworkContent) -> None:
        """Edit what is there once. New fields go into the file that has the framework's id."""
        is_main = "id" in self.keys
        old, new = (
            {
                name: value
                for name, value in content.items()
                if name not in ITEM_LISTS and (name in self.keys or (is_main and name not in before))
            }
            for content in (before, after)
        )
        if old != new and self.root is not None:
            self.edits += edit_fields(self.text, self.root, old, new, new)

    def nodes(self, name: str) -> list[Node]:
        return items_of(self.keys[name][1]) if name in self.keys else []


def _edit_list(
    name: str, files: list[_File], before: FrameworkContent, after: FrameworkContent, brief: FrameworkContent
) -> None:
    old, new, short = (cast("list[Fields]", content.get(name, [])) for content in (before, after, brief))
    was = dict(zip(keys_of(name, old), old, strict=True))
    becomes = dict(zip(keys_of(name, new), zip(new, short, strict=True), strict=True))
    found = dict(zip(was, _written_items(name, files), strict=True))
    holding = [number for number, file in enumerate(files) if name in file.keys]
    main = next((number for number, file in enumerate(files) if "id" in file.keys), 0)
    homes = {key: number for key, (number, _, _) in found.items()}
    assigned = files_for(list(becomes), homes, holding[0] if holding else main)
    for number, file in enumerate(files):
        column = next((text.column for home, text, _ in found.values() if home == number), USUAL_COLUMN)
        items: list[ItemText] = []
        for key, wanted in zip(becomes, assigned, strict=True):
            if wanted != number:
                continue
            content, in_brief = becomes[key]
            if key not in found:
                items.append(new_item(in_brief, column))
                continue
            home, text, position = found[key]
            if text.column != column:
                raise NotEditableError("an item moves to a list that is indented otherwise")
            node = files[home].nodes(name)[position]
            item = edited_item(files[home].text, node, text.items[position], (was[key], content, in_brief))
            items.append(item if home == number else replace(item, place=-1))
        _write_list(name, file, items, [key for key in was if key not in becomes and homes[key] == number], found)


_Found = tuple[int, ListText, int]
"""The number of a file, the list in it, and the position of an item."""


def _written_items(name: str, files: list[_File]) -> Iterator[_Found]:
    for number, file in enumerate(files):
        if file.nodes(name):
            text = list_text(file.text, *file.keys[name])
            yield from ((number, text, position) for position in range(len(text.items)))


def _write_list(name: str, file: _File, items: list[ItemText], removed: list[str], found: dict[str, _Found]) -> None:
    if file.nodes(name):
        text = list_text(file.text, *file.keys[name])
        file.edits.append(replace_items(text, items, [text.items[found[key][2]] for key in removed]))
    elif items and name in file.keys:
        # "areas:" or "areas: []", with nothing in it so far.
        _, node = file.keys[name]
        body = "\n" + "".join(item.body for item in items).rstrip("\n")
        file.edits.append(Edit(start_of(node), end_of(node, file.text), body))
    elif items:
        file.appended += f"\n{name}:\n" + "".join(item.body for item in items)

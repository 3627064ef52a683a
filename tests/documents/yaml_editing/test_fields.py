"""A YAML text edited key by key: what is not edited keeps its text."""

import pytest
import yaml

from tht_xl.documents.yaml_editing.fields import edit_fields
from tht_xl.documents.yaml_editing.marks import NotEditableError, apply_edits, comments_of, compose

TEXT = """\
# The head.
name: Old  # said by the board
note: >-
  Two lines
  of text.

# About the target.
target:
  value: 10   # agreed
  path: step
areas: {id: a, kind: ward, code: E1}
list: [a, b]
blank:
lines:
  - one
  - two
"""
BEFORE: dict[str, object] = {
    "name": "Old",
    "note": "Two lines of text.",
    "target": {"value": "10", "path": "step"},
    "areas": {"id": "a", "kind": "ward", "code": "E1"},
    "list": ["a", "b"],
    "lines": ["one", "two"],
}


def edited(changes: dict[str, object], text: str = TEXT) -> str:
    after = {name: value for name, value in (BEFORE | changes).items() if value is not None}
    root = compose(text)
    assert root is not None
    new = apply_edits(text, list(edit_fields(text, root, BEFORE, after, after)))
    read = yaml.load(new, Loader=yaml.BaseLoader)  # noqa: S506 - every value a text
    assert {name: value for name, value in read.items() if value != ""} == after
    return new


@pytest.mark.parametrize(
    ("changes", "old", "new"),
    [
        ({"name": "New: one"}, "name: Old  #", "name: 'New: one'  #"),
        ({"note": "Short."}, ">-\n  Two lines\n  of text.\n", "Short.\n"),
        ({"target": {"value": "12", "path": "step"}}, "value: 10   # agreed", "value: '12'   # agreed"),
        ({"target": {"value": "10"}}, "  path: step\n", ""),
        ({"target": {"value": "10", "due": "2030/31", "path": "step"}}, "# agreed\n", "# agreed\n  due: 2030/31\n"),
        ({"areas": {"id": "a", "kind": "ward"}}, ", code: E1", ""),
        ({"areas": {"id": "a", "kind": "lap, or so", "code": "E1"}}, "kind: ward", "kind: 'lap, or so'"),
        ({"areas": {"id": "a", "kind": "ward", "code": "E1", "note": "x"}}, "code: E1", "code: E1, note: x"),
        ({"list": ["a", "c;", "d, e"]}, "[a, b]", "[a, c;, 'd, e']"),
        ({"blank": "x"}, "blank:", "blank: x"),
        ({"lines": ["two", "three: 3"]}, "  - one\n  - two", "  - two\n  - 'three: 3'"),
        ({"name": None}, "name: Old  # said by the board\n", ""),
    ],
)
def test_only_what_changes_is_written(changes: dict[str, object], old: str, new: str) -> None:
    assert edited(changes) == TEXT.replace(old, new, 1)


def test_the_first_key_behind_a_dash_makes_room_for_the_next() -> None:
    text = "areas:\n  - note: x\n    id: a\n"
    root = compose(text)
    assert root is not None
    item = root.value[0][1].value[0]
    edits = list(edit_fields(text, item, {"note": "x", "id": "a"}, {"id": "a"}, {"id": "a"}))
    assert apply_edits(text, edits) == "areas:\n  - id: a\n"


def test_a_mapping_of_which_nothing_is_left_is_not_edited() -> None:
    root = compose("a: 1\n")
    assert root is not None
    with pytest.raises(NotEditableError, match="nothing of it is left"):
        list(edit_fields("a: 1\n", root, {"a": "1"}, {"b": "2"}, {"b": "2"}))


def test_comments_are_told_from_signs_within_texts() -> None:
    text = "# one\na: 'not # this'\nb: x#y # two\nc: |  # three\n  # not this\nd: [1, '#'] # four\n"
    assert comments_of(text) == [(1, "# one"), (3, "# two"), (4, "# three"), (6, "# four")]

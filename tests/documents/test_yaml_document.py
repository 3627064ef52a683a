"""One YAML file: text out, lines kept, and nothing in it can exhaust memory or stack."""

import pytest

from tht_xl.documents.problem import Problem
from tht_xl.documents.yaml_document import MAX_DEPTH, read_document

TEXT = """\
# a comment
home: town

areas:
  - {id: town, name: "Town: the"}
  - id: country
    name: >-
      A long
      name
    aliases: [a,
              b]
"""


def test_every_scalar_is_text() -> None:
    document = read_document("f.yaml", b"a: 007\nb: no\nc: [1.0, ~, 2020-01-01, 0x1F]\nd:\n'e': {f: true}\n")
    assert document.content == {
        "a": "007",
        "b": "no",
        "c": ["1.0", "~", "2020-01-01", "0x1F"],
        "d": "",
        "e": {"f": "true"},
    }
    assert (document.problems, document.is_complete) == ([], True)


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ((), 1),
        (("home",), 2),
        (("areas",), 4),
        (("areas", 0, "name"), 5),
        (("areas", 1), 6),
        (("areas", 1, "name"), 7),
        (("areas", 1, "aliases"), 10),
        (("areas", 1, "aliases", 1), 11),
        (("areas", 1, "parent"), 6),
        (("home", "absent", 3), 2),
    ],
)
def test_the_line_of_anything_is_known(path: tuple[str | int, ...], line: int) -> None:
    assert read_document("f.yaml", TEXT.encode()).line_of(path) == line


@pytest.mark.parametrize("text", ["", "\n", "# a comment\n", "---\n", "---\n...\n"])
def test_an_empty_file_holds_nothing_and_is_not_wrong(text: str) -> None:
    document = read_document("f.yaml", text.encode())
    assert (document.content, document.problems, document.is_complete) == ({}, [], True)


@pytest.mark.parametrize("opening", ["[", "{a: ", "- "])
@pytest.mark.parametrize("levels", [MAX_DEPTH + 1, 999, 1_000, 1_001, 100_000])
def test_nesting_is_bounded_before_it_costs_anything(opening: str, levels: int) -> None:
    document = read_document("f.yaml", b"a:\n " + opening.encode() * levels)
    assert document.problems == [
        Problem("f.yaml", 2, f"nested more than {MAX_DEPTH} deep", "No definition is: check the brackets")
    ]
    assert not document.is_complete


def test_problems_are_in_order_of_file_and_line() -> None:
    problems = [Problem("b.yaml", 1, "x"), Problem("a.yaml", 12, "x"), Problem("a.yaml", 2, "y"), Problem("a", 0, "x")]
    assert [str(problem) for problem in sorted(problems)] == ["a: x", "a.yaml:2: y", "a.yaml:12: x", "b.yaml:1: x"]

"""The vocabulary: its words are written once, and leave the package as plain text."""

import ast
import inspect
import json
import pickle
import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import tht_xl
from tht_xl.functions import call
from tht_xl.model import vocabulary
from tht_xl.model.vocabulary import (
    COLOURS,
    POLARITIES,
    SYMBOLS,
    WITHHELD,
    Comparison,
    Direction,
    Polarity,
    Rating,
    Symbol,
    Trend,
)
from tht_xl.stats.arrays import first_match

SOURCE = Path(tht_xl.__file__).parent
HOME = Path(vocabulary.__file__)
WORDS = {
    each.value
    for kind in (Symbol, Rating, Comparison, Trend, Direction)
    for each in kind
    # "Up" and "Down" are also ways on a page, which no verdict is about.
    if each not in (Direction.UP, Direction.DOWN)
} | {"high", "low"}
"""What stands in the vocabulary alone. "none" is an English word with other uses; see `is_about_polarity`."""
MAY_HAVE_WORDS = re.compile(f"[\"'}}](?:{'|'.join(re.escape(word) for word in (*sorted(WORDS), 'none'))})[\"'{{]")
"""A word between what may be the ends of a literal, or of a piece of one."""


def literals(path: Path) -> Iterator[tuple[int, str]]:
    """The string literals of a module that are words, with their lines: no docstring, no example of a function."""
    text = path.read_text(encoding="utf-8")
    if not MAY_HAVE_WORDS.search(text):  # parsing every module costs a second, and most have none
        return
    tree = ast.parse(text)
    found = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and node.value in (*WORDS, "none")]
    if not found:
        return
    parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    for node in found:
        if not isinstance(node.value, str) or is_documentation(node, parents):
            continue
        if node.value in WORDS or (node.value == "none" and is_about_polarity(node, parents)):
            yield node.lineno, node.value


def is_documentation(node: ast.AST, parents: dict[ast.AST, ast.AST]) -> bool:
    """A docstring, or an example in a function's definition, which its reference page prints as it is."""
    while node in parents:
        node = parents[node]
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            return True
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "example":
            return True
    return False


def is_about_polarity(node: ast.AST, parents: dict[ast.AST, ast.AST]) -> bool:
    """Whether a literal is compared with a polarity, or given instead of one."""
    parent = parents[node]
    return isinstance(parent, ast.Compare | ast.IfExp) and "polarity" in ast.unparse(parent)


def test_words_stand_in_one_module() -> None:
    again = [
        f"{path.relative_to(SOURCE)}:{line}: {word!r}"
        for path in sorted(SOURCE.rglob("*.py"))
        if path != HOME
        for line, word in literals(path)
    ]
    assert again == []


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ('"""Red"""', []),
        ('x = "Red"', ["Red"]),
        ('x = polarity == "none"', ["none"]),
        ('x = "none"', []),
        ('example(1, result="Red")', []),
    ],
)
def test_search_for_words(code: str, found: list[str], tmp_path: Path) -> None:
    module = tmp_path / "module.py"
    module.write_text(code, encoding="utf-8")
    assert [word for _, word in literals(module)] == found


def test_members_equal_their_words() -> None:
    assert [str(each) for each in Rating] == [
        "Green",
        "Amber",
        "Red",
        "Proposed",
        "Not due",
        "No target",
        "Data only",
    ]
    assert {"Red": 1}[Rating.RED] == 1
    assert f"{Symbol.CONFIDENTIAL}" == "[c]"


def test_first_symbol_wins() -> None:
    assert SYMBOLS == ("[c]", "[u]", "[z]", "[x]")


def test_every_symbol_has_a_meaning_of_its_own() -> None:
    assert len({each.meaning for each in Symbol}) == len(Symbol)


@pytest.mark.parametrize("words", [COLOURS, POLARITIES, SYMBOLS, WITHHELD])
def test_listed_words_are_plain_text(words: tuple[str, ...]) -> None:
    assert {type(word) for word in words} == {str}


@pytest.mark.parametrize("condition", [np.bool_(True), np.bool_(False), np.array([True, False])])
def test_chosen_words_are_plain_text(condition: np.ndarray) -> None:
    chosen = first_match([(condition, Rating.RED)], otherwise=Rating.GREEN)
    assert {type(word) for word in np.ravel(chosen).tolist()} == {str}


def test_polarity_of_an_indicator_is_a_member_inside_and_plain_text_outside() -> None:
    framework = tht_xl.load_framework("tht")
    indicator = framework.indicators[0]
    assert indicator.polarity is Polarity(indicator.polarity)
    assert type(indicator.model_dump()["polarity"]) is str
    assert json.loads(indicator.model_dump_json())["polarity"] == indicator.polarity
    assert pickle.loads(pickle.dumps(indicator)) == indicator  # noqa: S301 - what was just pickled
    assert {type(each) for each in framework.to_frame()["polarity"]} == {str}
    assert type(call("THT_INDICATOR", indicator.id, "polarity")) is str


def test_evaluated_words_are_plain_text() -> None:
    indicator = next(each for each in tht_xl.load_framework("tht").indicators if each.measure == "proportion")
    rows = pd.DataFrame(
        {"indicator": indicator.id, "area": "tower-hamlets", "period": "2023/24", "count": [40], "denominator": [100]}
    )
    results = tht_xl.evaluate(rows, "tht")
    texts = [value for column in results for value in results[column].tolist() if isinstance(value, str)]
    assert indicator.polarity in texts
    assert {type(text) for text in texts} == {str}


def test_default_polarity_reads_as_a_word() -> None:
    assert "polarity: str = 'high'" in str(inspect.signature(tht_xl.frames.quantiles))

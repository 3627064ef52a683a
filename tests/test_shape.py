"""What `.ci/shape.py` counts, in a package made for it."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from measures import Module, circles, is_participle, packages_graph, read_modules
from phrases import ROOT, files_to_search, find_phrases, read_phrases
from shape import report

FILES = {
    "__init__.py": '"""The package."""\n',
    "one/__init__.py": "",
    "one/entry.py": '''"""First line.

A second paragraph.
"""

import json
from shapes.one import (
    helper,  # a module
)
from shapes.two.deep import compute

# Why: this is a comment,
# over two lines.
RATE = """text of
two lines"""


def shown(value):
    """Return it."""

    return _once(value) + _twice(value) + _twice(helper.RATE)


def _once(value):
    # Not code.
    return compute(value, json)


def _twice(value):
    return value
''',
    "one/helper.py": "RATE = 1\n",
    "two/__init__.py": "",
    "two/deep.py": '''class Deep:
    """A class."""

    value = 1
    """An attribute."""

    def rated(self):
        from shapes.one.entry import shown

        return shown(self)

    async def _later(self): ...


def compute(*values):
    return values
''',
}


@pytest.fixture
def source(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        path = tmp_path / "shapes" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "shapes"


@pytest.fixture
def modules(source: Path) -> dict[str, Module]:
    return {each.name: each for each in read_modules(source)}


def test_names_and_packages(modules: dict[str, Module]) -> None:
    assert {name: each.package for name, each in modules.items()} == {
        "shapes": "shapes",
        "shapes.one": "shapes.one",
        "shapes.one.entry": "shapes.one",
        "shapes.one.helper": "shapes.one",
        "shapes.two": "shapes.two",
        "shapes.two.deep": "shapes.two",
    }


def test_imports_are_of_own_modules_wherever_they_are_written(modules: dict[str, Module]) -> None:
    assert modules["shapes.one.entry"].imports == {"shapes.one.helper", "shapes.two.deep"}
    assert modules["shapes.two.deep"].imports == {"shapes.one.entry"}


def test_lines_of_code_leave_out_comments_and_docstrings(modules: dict[str, Module]) -> None:
    entry, deep = modules["shapes.one.entry"], modules["shapes.two.deep"]
    assert (entry.lines, entry.code_lines, entry.comments) == (30, 13, 4)
    assert (deep.code_lines, deep.comments) == (8, 0)


def test_functions(modules: dict[str, Module]) -> None:
    entry, deep = modules["shapes.one.entry"], modules["shapes.two.deep"]
    assert sorted(entry.functions) == [("_once", 2), ("_twice", 2), ("shown", 2)]
    assert sorted(deep.functions) == [("_later", 1), ("compute", 2), ("rated", 3)]
    assert (entry.used_once, deep.used_once) == (("_once",), ())
    assert (entry.participles, deep.participles) == (["shown"], ["rated"])


@pytest.mark.parametrize("name", ["shown", "_counted", "owed", "withheld", "explained"])
def test_participle(name: str) -> None:
    assert is_participle(name)


@pytest.mark.parametrize("name", ["show", "read", "set", "embed", "shown_cells", "is_shown", "speed", "red"])
def test_no_participle(name: str) -> None:
    assert not is_participle(name)


def test_circles(modules: dict[str, Module]) -> None:
    assert circles({name: each.imports for name, each in modules.items()}) == [["shapes.one.entry", "shapes.two.deep"]]
    assert circles(packages_graph(modules.values())) == [["shapes.one", "shapes.two"]]
    assert circles({"a": ["b"], "b": ["c"], "c": ["a"], "d": ["a", "d"], "e": []}) == [["a", "b", "c"]]


def test_a_phrase_is_found_over_the_end_of_a_line(tmp_path: Path) -> None:
    listed = tmp_path / "phrases.txt"
    listed.write_text("# Read by people.\n\nis at odds => contradicts\ntruths? => booleans\n", encoding="utf-8")
    page = tmp_path / "page.md"
    page.write_text("Untruths.\nThis Is\nat  odds.\n# It is\n# at odds with truth.\n", encoding="utf-8")
    found = [(phrase, line) for phrase, _, line in find_phrases([page], read_phrases(listed))]
    assert found == [("is at odds", 2), ("is at odds", 4), ("truths?", 5)]


def test_every_phrase_of_the_list_says_what_to_write_instead() -> None:
    rows = [row for row in (ROOT / ".ci" / "phrases.txt").read_text().splitlines() if row and not row.startswith("#")]
    assert rows
    assert [row for row in rows if not all(row.partition(" => ")[::2])] == []
    assert len(read_phrases()) == len(rows)


def test_report(source: Path) -> None:
    lines = list(report(source, where=True))
    total = next(line for line in lines if line.startswith("total"))
    # Modules, imports, comments, used once, participles; function and module lengths.
    assert total.split()[1:6] == ["6", "0.5", "18.2", "20.8", "2"]
    assert total.split()[6:] == ["2", "2", "3", "1", "30", "5"]
    assert "    3  shapes/one" in lines
    assert "       shapes.one.entry, shapes.two.deep" in lines
    assert f"       {source / 'two' / 'deep.py'}  rated" in lines


@pytest.mark.slow
def test_as_a_command(source: Path) -> None:
    run = subprocess.run(
        [sys.executable, ROOT / ".ci" / "shape.py", source], capture_output=True, text=True, check=True
    )
    assert run.stdout.splitlines() == list(report(source))


PHRASES_TO_LEAVE = read_phrases(chapter="Sentences")


def test_phrases_of_a_chapter() -> None:
    assert set(PHRASES_TO_LEAVE) < set(read_phrases())
    assert "truths?" in PHRASES_TO_LEAVE and "withheld_to" not in PHRASES_TO_LEAVE


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The list holds no numbers.", ["holds no"]),
        ("# The figure is no\n    # number.", ["is no"]),
        ("There is no number, and the sheet stands for nothing.", []),
    ],
)
def test_phrase_in_a_text(tmp_path: Path, text: str, expected: list[str]) -> None:
    page = tmp_path / "page.md"
    page.write_text(text, encoding="utf-8")
    found = [phrase for phrase, _, _ in find_phrases([page], PHRASES_TO_LEAVE)]
    assert len(found) == len(expected)
    assert all(start in phrase for start, phrase in zip(expected, found, strict=True))


def test_no_phrase_of_the_list_is_written() -> None:
    found = find_phrases(files_to_search(ROOT / "src" / "tht_xl"), PHRASES_TO_LEAVE)
    written = [f"{path.relative_to(ROOT)}:{line}: {phrase}" for phrase, path, line in found]
    assert not written, "Say it in other words (.ci/phrases.txt has some):\n" + "\n".join(written)


def test_a_class_name_means_one_thing() -> None:
    homes: dict[str, list[str]] = {}
    for path in sorted((ROOT / "src" / "tht_xl").rglob("*.py")):
        for name in re.findall(r"^[ ]*class (\w+)[(:\[]", path.read_text(encoding="utf-8"), re.MULTILINE):
            homes.setdefault(name.lstrip("_"), []).append(str(path.relative_to(ROOT)))
    assert {name: places for name, places in homes.items() if len(places) > 1} == {}

"""Every Python block of the README and the pages under docs runs; every command of the README is run."""

import os
import re
import shlex
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

from tht_xl.cli.main import COULD_NOT_RUN, code

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)[^)]*\)")
SET_UP = "python3 -m venv"


def blocks(page: Path, language: str) -> list[str]:
    return [text for kind, text in BLOCK.findall(page.read_text(encoding="utf-8")) if kind == language]


def commands() -> list[str]:
    return [line for block in blocks(ROOT / "README.md", "console") for line in block.splitlines() if line.strip()]


@pytest.mark.slow
@pytest.mark.parametrize("page", [p for p in PAGES if blocks(p, "python")], ids=lambda p: str(p.relative_to(ROOT)))
def test_python_blocks_run(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    for block in blocks(page, "python"):
        exec(compile(block, str(page), "exec"), {"__name__": "__main__"})  # noqa: S102


@pytest.mark.slow
@pytest.mark.parametrize("command", [c for c in commands() if not c.startswith(SET_UP)])
def test_readme_commands_run(command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(ROOT / "workbooks", tmp_path / "workbooks")
    monkeypatch.chdir(tmp_path)
    program, *arguments = shlex.split(command)
    assert program == "tht-xl"
    assert code(arguments) < COULD_NOT_RUN


@pytest.mark.slow
def test_readme_set_up_gives_a_month_in_a_fresh_environment(tmp_path: Path) -> None:
    """The first command of the README, in a copy of the sources, on nothing but Python and pip."""
    if os.environ.get("THT_REQUIRE_HOSTS") != "1":
        pytest.skip("needs a package index; set THT_REQUIRE_HOSTS=1 to run it")
    copy = shutil.copytree(
        ROOT,
        tmp_path / "copy",
        ignore=shutil.ignore_patterns(".git", ".venv", ".*_cache", "tht-xl-demo", "node_modules"),
    )
    command = next(c for c in commands() if c.startswith(SET_UP) and c.endswith("demo"))
    done = subprocess.run(command, shell=True, cwd=copy, capture_output=True, text=True, check=False, timeout=900)  # noqa: S602
    assert done.returncode == 0, done.stdout + done.stderr
    assert (copy / "tht-xl-demo" / "board.html").is_file()
    again = subprocess.run(
        [copy / ".venv/bin/tht-xl", "demo"], cwd=copy, capture_output=True, text=True, check=False, timeout=120
    )
    assert again.returncode == 0
    assert "nothing changed" in again.stdout


def test_the_second_set_up_command_is_the_one_ci_runs() -> None:
    """CI takes it from the README line by line; here it is only recognised."""
    assert next(c for c in commands() if c.endswith("-m pytest")).startswith(SET_UP)


@pytest.mark.parametrize("page", [*PAGES, *ROOT.glob("*.md")], ids=lambda p: str(p.relative_to(ROOT)))
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    targets = [
        t for t in LINK.findall(page.read_text(encoding="utf-8")) if "://" not in t and not t.startswith("mailto:")
    ]
    assert [t for t in targets if not (page.parent / t).exists()] == []


def test_every_page_is_reached_from_another() -> None:
    pages = {page.resolve() for page in PAGES if page.name != "README.md"}
    reached = {
        (page.parent / target).resolve()
        for page in [*PAGES, *ROOT.glob("*.md")]
        for target in LINK.findall(page.read_text(encoding="utf-8"))
        if page.name != "CHANGELOG.md" and (page.parent / target).resolve() != page.resolve()
    }
    assert sorted(str(page.relative_to(ROOT)) for page in pages - reached) == []


def test_the_map_has_every_layer() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    layers = {name for layer in contracts[0]["layers"] for name in re.findall(r"tht_xl\.(\w+)", layer)}
    page = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    rows = [line.split("|")[1] for line in page.splitlines() if line.startswith("| `")]
    assert {name for row in rows for name in re.findall(r"`(\w+)`", row)} == layers


def test_the_index_names_every_page() -> None:
    index = (ROOT / "docs" / "index.md").read_text(encoding="utf-8")
    pages = {path.name for path in (ROOT / "docs").glob("*.md")} - {"index.md"}
    assert {page for page in pages if f"({page})" not in index} == set()


def test_what_contributing_sends_somebody_to_is_there() -> None:
    page = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    table = page.partition("| you look for | read |")[2].partition("## ")[0]
    paths = re.findall(r"`((?:[\w-]+/)+[\w.-]*|[\w-]+/[\w./-]+)`", table)
    assert len(paths) > 12
    assert [path for path in paths if not (ROOT / "src" / "tht_xl" / path).exists()] == []


def test_the_rooms_of_the_map_are_all_of_them() -> None:
    page = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    table = page.partition("| layer | its rooms |")[2].partition("## ")[0]
    listed = {(layer, room) for layer, rooms in re.findall(r"^\| `(\w+)` \| (.*) \|$", table, flags=re.MULTILINE)
              for room in re.findall(r"`(\w+)`", rooms)}  # fmt: skip
    source = ROOT / "src" / "tht_xl"
    found = {path.parent.relative_to(source).parts for path in source.glob("*/*/__init__.py")}
    assert listed == found


@pytest.mark.parametrize("init", sorted((ROOT / "src" / "tht_xl").glob("*/**/__init__.py")), ids=str)
def test_a_room_says_where_to_start(init: Path) -> None:
    text = init.read_text(encoding="utf-8").partition('"""')[2].partition('"""')[0]
    assert re.search(r"\b[Ss]tart (in|with)\b", text), "say which module to read first"

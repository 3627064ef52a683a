"""Every command with packages missing: one line that names the extra, and nothing unexpected."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer.main

from tht_xl.cli.app import app
from tht_xl.cli.needs import NEEDS, extras_for
from tht_xl.extras import PACKAGES

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
WORKBOOK = str(ROOT / "workbooks" / "child-weight.xlsx")
COMMANDS: dict[tuple[str, ...], list[str]] = {
    ("demo",): ["--out", "demo"],
    ("month", "new"): [],
    ("month", "status"): [],
    ("month", "remind"): [],
    ("month", "chase"): [],
    ("month", "run"): ["month.yaml", "--rehearse"],
    ("month", "close"): [],
    ("month", "show"): ["2026-11"],
    ("month", "reopen"): [],
    ("month", "log"): [],
    ("month", "purge"): [],
    ("month", "approve"): ["year-6-obesity|tower-hamlets|2022/23", "--as", "agreed"],
    ("month", "accept"): ["R702"],
    ("check",): [WORKBOOK],
    ("view",): [],
    ("export",): ["--out", "export"],
    ("sync",): ["month.yaml", "--rehearse"],
    ("rehearsal",): ["--port", "-1"],
    ("explain",): ["R203"],
    ("serve",): [],
    ("doctor",): [],
    ("functions", "list"): [],
    ("functions", "show"): ["THT_RAG"],
    ("functions", "call"): ["THT_RAG", "57", "57", "high"],
    ("functions", "native"): ["--out", "functions.xlsx"],
    ("functions", "addin"): ["--out", "tht.xlam"],
    ("functions", "vba"): [],
    ("template", "list"): [],
    ("template", "show"): ["action-tracker"],
    ("template", "map"): [WORKBOOK, "--template", "action-tracker"],
    ("template", "new"): ["new.xlsx", "-i", "reception-obesity", "-p", "2024/25"],
    ("store", "info"): ["tht-xl-store.sqlite"],
    ("store", "check"): ["tht-xl-store.sqlite"],
    ("store", "backup"): ["tht-xl-store.sqlite"],
    ("store", "export"): ["tht-xl-store.sqlite"],
    ("store", "import"): ["tht-xl-store.sqlite"],
    ("framework", "show"): [],
    ("framework", "check"): ["strategy-2009"],
    ("framework", "export"): ["strategy-2009", "--out", "definitions.xlsx"],
    ("framework", "import"): [WORKBOOK, "--into", "definitions"],
}
EXTRAS = sorted({package.extra for package in PACKAGES.values()} - {"", "spark"})

RUN_ALL = """
import contextlib, io, json, sys

absent, commands = json.loads(sys.argv[1])

class Absent:
    def find_spec(self, name, path=None, target=None):
        if any(name == each or name.startswith(each + ".") for each in absent):
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

sys.meta_path.insert(0, Absent())
from tht_xl.cli.main import code

ended = []
for command in commands:
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        number = code(command)
    ended.append([number, out.getvalue(), err.getvalue()])
json.dump(ended, sys.stdout)
"""


def run_without(absent: list[str], commands: list[list[str]], folder: Path) -> list[Any]:
    """Run each command in one new Python that has none of these packages."""
    given = json.dumps([absent, commands])
    done = subprocess.run([sys.executable, "-c", RUN_ALL, given], cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def commands_of(group: Any, before: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands_of(command, (*before, name))
        else:
            yield *before, name


def test_every_command_is_tried() -> None:
    assert set(commands_of(typer.main.get_command(app))) == set(COMMANDS)
    assert set(NEEDS) <= set(COMMANDS)


@pytest.mark.parametrize("missing", [[extra] for extra in EXTRAS] + [EXTRAS], ids=lambda extras: "-".join(extras))
def test_without_an_extra_each_command_works_or_names_it(
    missing: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("XLWINGS_LICENSE_KEY", raising=False)  # serve stops for want of it
    config = f"month: Nov 2026\npublished: false\nreturns:\n  - workbook: {WORKBOOK}\n    partner: barts-health\n"
    (tmp_path / "month.yaml").write_text(config, encoding="utf-8")
    absent = [module for module, package in PACKAGES.items() if package.extra in missing]
    lines = [[*command, *arguments] for command, arguments in COMMANDS.items()]
    # Without the others the demo and the month would run in full, each for a second or more.
    lines = [line for line in lines if line[0] != "demo" or set(extras_for(line)) & set(missing)]
    for line, (number, _, err) in zip(lines, run_without(absent, lines, tmp_path), strict=True):
        assert "unexpected" not in err, (line, err)
        needed = [extra for extra in extras_for(line) if extra in missing]
        if needed:
            assert number == 2, line
            assert err.count("\n") == 1, (line, err)
            assert f"(extra{'s' if len(needed) > 1 else ''} {', '.join(needed)})" in err, (line, err)
            assert "Install it with: " in err, (line, err)
        else:
            assert "not installed" not in err, (line, err)


@pytest.mark.parametrize(
    ("arguments", "extras"),
    [
        ([], ("cli",)),
        (["month", "--help"], ("cli",)),
        (["month", "x.yaml"], ("cli", "workbook", "sheets", "report")),
        (["functions", "addin", "--out", "THT.XLAM"], ("cli", "addin")),
        (["functions", "addin", "--out", "tht.oxt"], ("cli",)),
        (["functions", "native", "THT_RAG", "B2"], ("cli",)),
        (["functions", "native", "--out=f.xlsx"], ("cli", "workbook")),
        (["serve", "--manifest", "m.xml"], ("cli",)),
        (["serve"], ("cli", "server")),
        (["check", "a.xlsx", "--log", "log.csv"], ("cli", "workbook")),
        (["check", "a.xlsx", "--html", "page.html"], ("cli", "workbook", "report")),
        (["functions", "list"], ("cli",)),
    ],
)
def test_what_a_command_needs(arguments: list[str], extras: tuple[str, ...]) -> None:
    assert extras_for(arguments) == extras

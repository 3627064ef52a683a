"""What each command loads: importing what is not used is most of the time that a short command takes."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
SPREADSHEETS = {"openpyxl", "python_calamine", "xlsxwriter", "formualizer", "xlwings", "pyopenvba"}
NETWORK = {"gspread", "google.auth", "requests", "uvicorn", "http.server", "urllib.request"}
TABLES = {"pandas", "jinja2"}
DEFINITIONS = {"tht_xl.model.definition", "yaml"}
SCIPY = {"scipy", "scipy.special", "numpy.testing", "numpy.f2py"}
NUMBERS = {"numpy", *SCIPY}
DRAWING = {"rich.progress"}
SCRATCH = {"tempfile"}
PARSER = {"typer", "rich", "pydantic"}
UNDRAWN = {"rich.markdown", "rich.traceback", "rich.syntax", "markdown_it", "pygments"}
METHODS = {
    "tht_xl.functions.catalogue.life_expectancy",
    "tht_xl.functions.catalogue.disclosure",
    "tht_xl.disclosure.linked.tables",
}
"""Some that only certain worksheet functions compute with."""
ALL_BUT_THE_COMMAND_LINE = SPREADSHEETS | NETWORK | TABLES | DEFINITIONS | NUMBERS | DRAWING
ONE_FUNCTION = ALL_BUT_THE_COMMAND_LINE - {"numpy"} | PARSER | METHODS

RUN = """
import contextlib, io, json, sys
from tht_xl.cli.main import code
with contextlib.redirect_stdout(io.StringIO()) as out:
    ended = code(json.loads(sys.argv[1]))
json.dump([ended, sorted(sys.modules)], sys.stdout)
"""


def loaded_by(arguments: list[str], folder: Path) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", RUN, json.dumps(arguments)], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    ended, modules = json.loads(done.stdout)
    assert ended < 2, done.stderr
    return set(modules)


@pytest.mark.parametrize(
    ("command", "unneeded"),
    [
        ("--help", ALL_BUT_THE_COMMAND_LINE | UNDRAWN | SCRATCH | {"pydantic"}),
        ("-h", ALL_BUT_THE_COMMAND_LINE | UNDRAWN | {"pydantic"}),
        ("--version", ALL_BUT_THE_COMMAND_LINE | PARSER),
        ("functions --help", ALL_BUT_THE_COMMAND_LINE | UNDRAWN),
        ("month --help", ALL_BUT_THE_COMMAND_LINE | UNDRAWN),
        ("functions addin --help", ALL_BUT_THE_COMMAND_LINE | UNDRAWN),
        ("functions call THT_RAG 57 57 high", ONE_FUNCTION),
        ("functions call THT_GAP -5 -3 high", ONE_FUNCTION),
        ("functions call THT_PROPORTION 57 100", ONE_FUNCTION),
        ("functions call THT_PROPORTION_CI 57 100", ONE_FUNCTION),
        ("functions call THT_RATE_CI 5 1000", ONE_FUNCTION - SCIPY),
        ("functions call THT_VALUE year-6-obesity 920 3280", ONE_FUNCTION - SCIPY),
        ("functions call THT_INDICATOR year-6-obesity target_due", ONE_FUNCTION - SCIPY),
        ("functions call THT_STATUS strategy-2009:life-expectancy-male 77.9 2013", ONE_FUNCTION - SCIPY),
        ("functions call THT_STATEMENT healthy-choices", ONE_FUNCTION - SCIPY),
        ("functions call THT_FRAMEWORK", ONE_FUNCTION - SCIPY),
        ("functions list", ALL_BUT_THE_COMMAND_LINE - {"numpy"}),
        ("functions show THT_RAG", ALL_BUT_THE_COMMAND_LINE - {"numpy"}),
        ("functions native THT_RAG B2 C2 low", ALL_BUT_THE_COMMAND_LINE - {"numpy"}),
        ("explain THT_RAG", ALL_BUT_THE_COMMAND_LINE - {"numpy"}),
        ("explain R203", NETWORK | {"xlwings", "xlsxwriter"}),
        ("framework show", NETWORK | SPREADSHEETS | TABLES | DRAWING),
        ("framework check strategy-2009", NETWORK | SPREADSHEETS | TABLES | DRAWING),
        ("framework export tht --out definitions.xlsx", NETWORK - {"urllib.request"} | {"jinja2", "openpyxl"}),
        ("framework import child-weight.xlsx --into new", NETWORK - {"urllib.request"} | {"xlwings", "jinja2"}),
        ("check child-weight.xlsx", NETWORK - {"urllib.request"} | {"xlsxwriter", "xlwings", "jinja2"}),
        ("template list", NETWORK | SPREADSHEETS | TABLES | DRAWING),
        ("template show action-tracker", NETWORK | SPREADSHEETS | TABLES | DRAWING),
        ("template new action-tracker --out actions.xlsx", NETWORK - {"urllib.request"} | {"jinja2"}),
        ("template new --out blank.xlsx -i reception-obesity -p 2024/25", {"gspread", "google.auth", "jinja2"}),
    ],
)
def test_a_command_loads_what_it_needs(command: str, unneeded: set[str], tmp_path: Path) -> None:
    (tmp_path / "child-weight.xlsx").write_bytes((ROOT / "workbooks" / "child-weight.xlsx").read_bytes())
    loaded = loaded_by(command.split(), tmp_path)
    assert sorted(loaded & unneeded) == []
    assert "tht_xl.cli.main" in loaded

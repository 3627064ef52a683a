"""The extension as officers install it, in a real LibreOffice with a private profile."""

import json
import os
import pwd
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path, PurePath
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
import xlsxwriter
from worked_cases import Case, assert_shows, worked_cases
from xlsxwriter.utility import xl_rowcol_to_cell

from tht_xl.errors import ConfigError
from tht_xl.functions import REGISTRY
from tht_xl.functions.engine.cells import CellError
from tht_xl.hosts.libreoffice import Office, write_extension
from tht_xl.hosts.libreoffice.addin.values import error_text
from tht_xl.hosts.libreoffice.description import method_name, stored_name
from tht_xl.hosts.libreoffice.extension import COMPONENTS, TYPES
from tht_xl.hosts.libreoffice.programs import office_python

_ERRORS = {str(error) for error in CellError}


def test_the_same_functions_give_the_same_bytes(tmp_path: Path) -> None:
    one, other = (write_extension(tmp_path / name, python=PurePath("/p")).read_bytes() for name in ("a.oxt", "b.oxt"))
    assert one == other
    with ZipFile(tmp_path / "a.oxt") as extension:
        assert {entry.date_time for entry in extension.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_it_carries_its_version_its_licence_and_the_python_that_wrote_it(tmp_path: Path) -> None:
    with ZipFile(write_extension(tmp_path / "tht.oxt")) as extension:
        about = ElementTree.fromstring(extension.read("description.xml"))  # noqa: S314 - our own
        names = extension.namelist()
        assert b"MIT License" in extension.read("licence.txt")
        assert extension.read("python.txt").decode() == f"{sys.executable}\n"
        manifest = extension.read("META-INF/manifest.xml").decode()
    found = about.find("{http://openoffice.org/extensions/description/2006}version")
    assert found is not None
    assert found.get("value") == version("tht_xl")
    for part in (TYPES, COMPONENTS):
        assert part in names
        assert f'full-path="{part}"' in manifest


def test_a_place_that_cannot_be_written_is_refused_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"tht\.oxt: cannot be written: No such file or directory"):
        write_extension(tmp_path / "none" / "tht.oxt")


@pytest.fixture(scope="module")
def installed(libreoffice: Path) -> Iterator[Office]:
    with tempfile.TemporaryDirectory(prefix="tht-xl-installed-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        extension = write_extension(folder / "tht.oxt")
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        account: dict[str, Any] = {}
        if os.geteuid() == 0:
            # unopkg refuses to install for root alone.
            folder.chmod(0o777)
            account = {"user": "nobody", "group": pwd.getpwnam("nobody").pw_gid, "extra_groups": []}
        # The first start of a new profile would forget an extension installed before it.
        for command in (
            [libreoffice / "soffice", "--headless", "--terminate_after_init"],
            [libreoffice / "unopkg.bin", "add", "--suppress-license", extension],
        ):
            environment = os.environ | {"HOME": name}
            options = {"timeout": 120, "capture_output": True, "cwd": folder, "env": environment, **account}
            subprocess.run([*command, profile], check=True, **options)
        with Office(folder=libreoffice, add_in=False, profile=folder / "profile") as office:
            yield office


def test_installed_every_case_gives_the_same_but_where_libreoffice_cannot_tell_cells_apart(
    installed: Office, write_cases: Any, tmp_path: Path
) -> None:
    path = tmp_path / "cases.xlsx"
    cases = [case for case in worked_cases() if not _is_lost(case)]
    shown = write_cases(path, cases, lambda name: stored_name(method_name(name)))
    cells = _cells(installed, path)
    assert len(cases) > 0.6 * len(worked_cases())
    assert [(case, shown(cells, case)) for case in cases if _differs(shown(cells, case), case)] == []


def test_installed_an_error_in_a_range_never_reaches_a_function(
    installed: Office, write_cases: Any, tmp_path: Path
) -> None:
    path = tmp_path / "errors.xlsx"
    cases = [case for case in worked_cases() if any(map(_is_range_with_an_error, case.cells))]
    shown = write_cases(path, cases, lambda name: stored_name(method_name(name)))
    cells = _cells(installed, path)
    assert cases
    for case in cases:
        assert {cell for row in shown(cells, case) for cell in row} == {"#VALUE!"}, case


def _is_range_with_an_error(argument: Any) -> bool:
    return isinstance(argument, list) and any(_is_error(cell) for row in argument for cell in row)


def _is_error(cell: Any) -> bool:
    return isinstance(cell, str) and cell in _ERRORS


def _is_lost(case: Case) -> bool:
    """An error, which LibreOffice keeps to itself; a boolean, which it makes 1; a blank cell, which it makes 0."""
    for argument in case.cells:
        cells = [cell for row in argument for cell in row] if isinstance(argument, list) else [argument]
        if any(_is_error(cell) or isinstance(cell, bool) for cell in cells) or argument in (None, ""):
            return True
    return False


def _cells(office: Office, path: Path) -> dict[tuple[str, str], Any]:
    found = office.ask("calculate", path=str(path))["cells"]
    return {
        (sheet, xl_rowcol_to_cell(row, column)): error_text(value["error"]) if isinstance(value, dict) else value
        for sheet, row, column, value in found
    }


def _differs(shown: list[list[Any]], case: Case) -> bool:
    gives = case.gives if isinstance(case.gives, list) else [[case.gives]]
    try:
        assert_shows(shown, [["" if cell is None else cell for cell in row] for row in gives], case.within)
    except AssertionError:
        return True
    return False


_WIZARD = """
import json, sys, uno
local = uno.getComponentContext()
resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
context = resolver.resolve("uno:pipe,name=%s;urp;StarOffice.ComponentContext" % sys.argv[1])
functions = context.ServiceManager.createInstanceWithContext("com.sun.star.sheet.FunctionDescriptions", context)
found = []
for place in range(functions.getCount()):
    about = {each.Name: each.Value for each in functions.getByIndex(place)}
    if about["Name"].startswith("THT_"):
        arguments = [(each.Name, each.Description, each.IsOptional) for each in about["Arguments"] or ()]
        found.append((about["Name"], about["Description"], arguments))
print(json.dumps(found))
"""


def test_the_function_wizard_helps_with_every_function_and_argument(installed: Office, libreoffice: Path) -> None:

    command = [office_python(libreoffice), "-c", _WIZARD, installed.pipe]
    said = subprocess.run(command, check=True, capture_output=True, text=True, timeout=60).stdout
    found = {name: (help_, arguments) for name, help_, arguments in json.loads(said)}
    assert found.keys() == REGISTRY.keys()
    for name, function in REGISTRY.items():
        help_, arguments = found[name]
        assert help_ == function.help
        assert [(given, text) for given, text, _ in arguments] == [(a.signature, a.help) for a in function.arguments]


@pytest.mark.parametrize(
    ("python", "why"),
    [
        (PurePath("/no/such/python"), "The Python of tht_xl is not there: /no/such/python. Write the extension again"),
        (
            PurePath("/usr/bin/false"),
            "tht_xl does not run in /usr/bin/false. Install it there, in the folder of tht_xl: ",
        ),
    ],
)
def test_where_the_functions_cannot_run_cells_show_errors_and_say_why(
    python: PurePath, why: str, libreoffice: Path, tmp_path: Path
) -> None:
    path = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Data")
        for row in range(500):
            sheet.write_formula(row, 0, f'={stored_name("thtRag")}(1,2,"low")')
        sheet.write_formula(0, 1, f"={stored_name('thtVersion')}()")
        sheet.write_formula(1, 1, f'={stored_name("thtNote")}("THT_RAG",1,2,"low")')
    with Office(folder=libreoffice, python=python, seconds=60) as office:
        cells = _cells(office, path)
    assert {cells["Data", f"A{row}"] for row in range(1, 501)} == {"#VALUE!"}
    assert str(cells["Data", "B1"]).startswith(why)
    assert cells["Data", "B2"] == cells["Data", "B1"]

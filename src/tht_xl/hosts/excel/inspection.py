"""What is wrong with a file whose worksheet functions do not work in Excel."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Literal

from tht_xl.errors import MissingExtraError
from tht_xl.extras import named_when_missing
from tht_xl.functions import REGISTRY
from tht_xl.hosts.excel.vba import MODULE

Said = tuple[Literal["fine", "missing", "fault"], str, str]
"""State, what was found, what to do."""

_STAMP = re.compile(r'THT_XL_VERSION As String = "([^"]*)"')
_STARTER = re.compile(r'XLWINGS_VERSION As String = "([^"]*)"')
_FORMULA = re.compile(r"<f\b[^<>]*>([^<]*)</f>(?:<v>([^<]*)</v>)?")
_TEXT = re.compile(r'"[^"]*"|&quot;.*?&quot;')
_FUNCTION = re.compile(r"(?<![\w.])((?:'[^']*'|\[\d+\])!|_xll\.|_xludf\.|_xldudf_)?(THT_[A-Z0-9_]+)\(", re.IGNORECASE)
MAX_EXPANDED_SIZE = 500 * 2**20
"""A file that unpacks to more is not looked into. [bytes]"""


def inspect_file(path: Path) -> Iterator[Said]:
    """Yield what is found in an add-in or a workbook, faults included; a file that cannot be read is a fault too."""
    try:  # Windows keeps its mark beside the file, in a stream of its own; elsewhere there is none
        is_marked = "ZoneId=3" in Path(f"{path}:Zone.Identifier").read_text("utf-8", "replace")
    except OSError:
        is_marked = False
    if is_marked:
        yield (
            "fault",
            "Windows marked it as coming from the internet, and Excel blocks its macros",
            "Right-click it, Properties, tick Unblock; or put it into a trusted location",
        )
    try:
        with zipfile.ZipFile(path) as file:
            if sum(part.file_size for part in file.infolist()) > MAX_EXPANDED_SIZE:
                yield (
                    "missing",
                    f"it unpacks to over {MAX_EXPANDED_SIZE // 2**20} MB and was not looked into",
                    "Give a smaller file",
                )
                return
            if any(name.endswith("vbaProject.bin") for name in file.namelist()):
                yield from _macros(path)
            yield from _formulas(file)
    except FileNotFoundError:
        yield "fault", "there is no such file", "Check the path"
    except (OSError, zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or error
        yield "fault", f"cannot be read as an Excel file ({reason})", "Give a .xlam, .xlsm or .xlsx file"


def _macros(path: Path) -> Iterator[Said]:
    try:
        with named_when_missing():
            from pyopenvba import ExcelFile
            from pyopenvba.exceptions import PyOpenVBAError
    except MissingExtraError as error:
        yield "missing", f"its macros cannot be read: {error.message}", error.remedy
        return
    try:
        with ExcelFile(path) as file:
            modules = {name: file.get_module(name) for name in file.module_names()}
    except (PyOpenVBAError, OSError, ValueError) as error:
        yield "fault", f"its macros cannot be read ({type(error).__name__})", "Write it again: tht-xl functions addin"
        return
    stamp = _STAMP.search(modules.get(MODULE, ""))
    if not stamp:
        yield "missing", "it has macros, but no worksheet functions of tht_xl", "Write them: tht-xl functions addin"
        return
    yield from _compare("tht_xl", stamp[1], version("tht_xl"))
    starter = _STARTER.search("".join(modules.values()))
    yield from _compare("xlwings", starter[1] if starter else "none", version("xlwings"))


def _compare(what: str, inside: str, installed: str) -> Iterator[Said]:
    if inside == installed:
        yield "fine", f"made with {what} {inside}, as installed", ""
    else:
        yield (
            "fault",
            f"made with {what} {inside}; installed is {installed}",
            "Write it again with the installed version: tht-xl functions addin",
        )


def _formulas(file: zipfile.ZipFile) -> Iterator[Said]:
    """Yield how the worksheets' formulas name the functions, and what they last showed."""
    linked: set[str] = set()
    unknown: set[str] = set()
    total = lost = 0
    for part in file.infolist():
        if not re.fullmatch(r"xl/worksheets/\w+\.xml", part.filename):
            continue
        for formula, shown in _FORMULA.findall(file.read(part).decode("utf-8", "replace")):
            for prefix, name in _FUNCTION.findall(_TEXT.sub("", formula)):
                total += 1
                lost += shown == "#NAME?"
                linked |= {prefix} if prefix.endswith("!") else set()
                unknown |= set() if name.upper() in REGISTRY else {name}
    if not total:
        return
    yield "fine", f"{total} THT_ functions in its formulas", ""
    if linked:
        yield (
            "fault",
            f"formulas are tied to one copy of the add-in, {sorted(linked)[0]}",
            "Data, Edit Links, Change Source: choose the add-in that is installed now",
        )
    if lost:
        yield (
            "fault",
            f"{lost} of them last showed #NAME?: they were recalculated where the functions are not installed",
            "Open it with the add-in and press Ctrl+Alt+F9, or use native formulas: docs/native.md",
        )
    if unknown:
        yield "fault", f"no function is called {', '.join(sorted(unknown))}", "tht-xl functions list shows them all"

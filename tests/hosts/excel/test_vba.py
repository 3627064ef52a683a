"""The generated VBA module, read as text."""

import re

import pytest

import tht_xl
from tht_xl.functions import REGISTRY
from tht_xl.functions.engine.cells import CellError
from tht_xl.hosts.excel.vba import _RESERVED, MODULE, vba_module

SOURCE = vba_module()
LONGEST_LINE = 1023
"""VBA takes no longer one. [characters]"""


def wrapper(name: str) -> str:
    found = re.search(rf"^Public Function {name}\(.*?^End Function$", SOURCE, re.DOTALL | re.MULTILINE)
    assert found
    return found[0]


def test_a_wrapper_hands_its_cells_over_and_fails_with_a_real_error() -> None:
    assert wrapper("THT_RAG").splitlines() == [
        "Public Function THT_RAG(value, target, polarity, Optional minimum)",
        f'Attribute THT_RAG.VB_Description = "{REGISTRY["THT_RAG"].help.replace(chr(34), chr(34) * 2)}"',
        "    On Error GoTo failed",
        '    THT_RAG = THT_Cells(XLPy.CallUDF("tht_xl.hosts.excel.udfs", "THT_RAG", '
        "Array(value, target, polarity, minimum), ThisWorkbook, Application.Caller))",
        "    Exit Function",
        "failed:",
        "    THT_RAG = CVErr(2015)",
        "End Function",
    ]


def test_a_range_among_repeated_arguments_stays_a_range() -> None:
    """Without Set it would become its values."""
    lines = wrapper("THT_NOTE").splitlines()
    assert "    If IsObject(function_) Then Set given(0) = function_ Else given(0) = function_" in lines
    assert any("If IsObject(args(place)) Then Set given(1 + place) = args(place) Else" in line for line in lines)


def test_a_note_that_reaches_no_python_says_so() -> None:
    assert 'THT_NOTE = "tht_xl could not be reached: " & THT_Reason(Err.Description)' in wrapper("THT_NOTE")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("Could not load a.dll from: \r\nC:\\a\r\n, C:\\", "Could not load a.dll from: \r\nC:\\a\r\n, C:\\"),
        (
            "Python Error: Traceback (most recent call last):\r\n  File x\r\nModuleNotFoundError: No tht_xl\r\n",
            "ModuleNotFoundError: No tht_xl",
        ),
    ],
)
def test_no_traceback_reaches_a_cell_in_simulated_vba(said: str, shown: str) -> None:
    from pyopenvba.apps.excel import ExcelApplication  # takes longer to import than all else here

    app = ExcelApplication()
    app.add_workbook()
    lines = [line for line in SOURCE.splitlines() if not line.startswith("Attribute")]
    app.add_module("\n".join(lines), name=MODULE)
    assert app.run("THT_Reason", said) == shown


@pytest.mark.parametrize("name", REGISTRY)
def test_each_function_has_its_wrapper_and_its_help(name: str) -> None:
    function = REGISTRY[name]
    given = re.findall(r"(?:Optional |ParamArray )?(\w+)", wrapper(name).splitlines()[0].partition("(")[2])
    assert [each.removesuffix("_") for each in given] == [argument.name for argument in function.arguments]
    assert f"    THT_Describe_{name.removeprefix('THT_')}\n" in SOURCE
    for number, argument in enumerate(function.arguments, 1):
        assert f'    arguments({number}) = "{argument.help.replace(chr(34), chr(34) * 2)}"' in SOURCE
    described = next(line for line in SOURCE.splitlines() if f'MacroOptions Macro:="{name}",' in line)
    assert described.endswith(", ArgumentDescriptions:=arguments") == bool(function.arguments)


def test_no_argument_is_a_word_of_the_language() -> None:
    names = re.findall(r"^Public Function \w+\((.*)\)$", SOURCE, re.MULTILINE)
    parameters = {word.lower() for line in names for word in re.findall(r"(?:Optional |ParamArray )?(\w+)", line)}
    assert not parameters & _RESERVED
    assert "function_" in parameters


def test_each_error_becomes_a_real_one() -> None:
    for error in CellError:
        assert re.search(rf'Case "{re.escape(error.value)}": THT_Cell = CVErr\(20\d\d\)$', SOURCE, re.MULTILINE)
    assert 'Case "#N/A": THT_Cell = CVErr(2042)' in SOURCE


def test_the_module_fits_an_older_windows_code_page_and_vba_s_lines() -> None:
    SOURCE.encode("cp1252")
    assert max(map(len, SOURCE.splitlines())) <= LONGEST_LINE


def test_it_carries_its_version() -> None:
    assert f'Public Const THT_XL_VERSION As String = "{tht_xl.__version__}"' in SOURCE


def test_an_add_in_shows_its_workbook_while_it_is_described() -> None:
    addin = vba_module(addin=True)
    assert addin.index("ThisWorkbook.IsAddin = False") < addin.index("    THT_Describe_RAG\n")
    assert addin.index("    THT_Describe_RAG\n") < addin.index("ThisWorkbook.IsAddin = True")
    assert "IsAddin" not in SOURCE


@pytest.mark.parametrize("addin", [True, False])
def test_nobody_is_asked_to_save_the_help(addin: bool) -> None:
    opening = vba_module(addin=addin).partition("Public Sub Auto_Open()")[2].partition("End Sub")[0].splitlines()
    assert opening.index("    saved = ThisWorkbook.Saved") < opening.index("    THT_Describe_RAG")
    assert "    On Error Resume Next" in opening[: opening.index("    saved = ThisWorkbook.Saved")]
    assert opening[-1] == "    ThisWorkbook.Saved = saved"

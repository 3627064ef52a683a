"""The VBA module of the worksheet functions: each hands its cells to Python and turns error texts into real errors.

xlwings writes such wrappers on Windows only, and they end in the error's text, which SUM passes over. These are written
on any system, give errors as errors, and bring their help along.
"""

from collections.abc import Iterator
from importlib.metadata import version

from tht_xl.functions import REGISTRY
from tht_xl.functions.engine.arguments import Argument
from tht_xl.functions.engine.cells import CellError
from tht_xl.functions.engine.function import WorksheetFunction
from tht_xl.hosts.bound import CATEGORY

MODULE = "tht_xl_functions"
PYTHON_MODULE = "tht_xl.hosts.excel.udfs"
FAILED = "tht_xl could not be reached: "
"""Beginning of THT_NOTE's sentence when Python does not answer."""

_ERRORS = {
    CellError.NULL: 2000, CellError.DIV_0: 2007, CellError.VALUE: 2015, CellError.REF: 2023, CellError.NAME: 2029,
    CellError.NUM: 2036, CellError.NA: 2042,
}  # fmt: skip
"""Excel's numbers for CVErr; an error it has no number for becomes #VALUE!."""

# https://learn.microsoft.com/openspecs/microsoft_general_purpose_programming_languages/ms-vbal, section 3.3.5.2
_WORDS = """\
abs and any array as attribute boolean byref byte byval call case cbool cbyte ccur cdate cdbl cdec cint circle clng
clnglng clngptr close const csng cstr currency cvar cverr date debug decimal declare defbool defbyte defcur defdate
defdbl defdec defint deflng defobj defsng defstr defvar dim do doevents double each else elseif empty end endif enum
eqv erase error event exit false fix for friend function get global gosub goto if imp implements in input inputb int
integer is lbound len lenb let like line lock long longlong longptr loop lset me mod new next not nothing null object
on open option optional or paramarray preserve print private pset public put raiseevent redim rem resume return rset
scale seek select set sgn shared single spc static step stop string sub tab then to true type typeof ubound unlock
until variant wend while width with write xor
"""
_RESERVED = frozenset(_WORDS.split())

_CELLS = """\
Private Function THT_Cells(given)
    ' Results that are the text of an error become that error.
    Dim row As Long, column As Long, columns As Long
    If Not IsArray(given) Then
        THT_Cells = THT_Cell(given)
        Exit Function
    End If
    On Error Resume Next
    columns = UBound(given, 2) - LBound(given, 2) + 1
    On Error GoTo 0
    For row = LBound(given, 1) To UBound(given, 1)
        If columns = 0 Then
            given(row) = THT_Cell(given(row))
        Else
            For column = LBound(given, 2) To UBound(given, 2)
                given(row, column) = THT_Cell(given(row, column))
            Next column
        End If
    Next row
    THT_Cells = given
End Function
"""

_REASON = """\
Private Function THT_Reason(ByVal said As String) As String
    ' Where Python itself failed, places in code come first and the reason last.
    If InStr(said, "Traceback") > 0 Then
        said = Replace(said, vbCr, "")
        Do While Right$(said, 1) = vbLf
            said = Left$(said, Len(said) - 1)
        Loop
        said = Mid$(said, InStrRev(said, vbLf) + 1)
    End If
    THT_Reason = said
End Function
"""


def vba_module(*, addin: bool = False) -> str:
    """Return the source of the module, lines ended by a line feed.

    Args:
        addin: Whether it goes into an add-in, whose workbook is hidden.
    """
    lines = [
        f'Attribute VB_Name = "{MODULE}"',
        "' The worksheet functions of tht_xl, generated from its registry: tht-xl functions addin rewrites this.",
        "Option Explicit",
        "",
        f'Public Const THT_XL_VERSION As String = "{version("tht_xl")}"',
        "",
    ]
    for function in REGISTRY.values():
        lines += [*_wrapper(function), ""]
    lines += [*_cell_function(), "", *_CELLS.splitlines(), "", *_REASON.splitlines(), ""]
    lines += _registration(addin=addin)
    return "\n".join(lines) + "\n"


def _wrapper(function: WorksheetFunction) -> Iterator[str]:
    name = function.name
    yield f"Public Function {name}({', '.join(map(_parameter, function.arguments))})"
    yield f'Attribute {name}.VB_Description = "{_quote(function.help)}"'
    yield "    On Error GoTo failed"
    cells = f"Array({', '.join(_name(argument) for argument in function.arguments)})"
    if any(argument.repeats for argument in function.arguments):
        cells = "given"
        yield from _gather(function.arguments)
    call = f'XLPy.CallUDF("{PYTHON_MODULE}", "{name}", {cells}, ThisWorkbook, Application.Caller)'
    yield f"    {name} = THT_Cells({call})"
    yield "    Exit Function"
    yield "failed:"
    explains = any(argument.repeats for argument in function.arguments)
    shown = f'"{FAILED}" & THT_Reason(Err.Description)' if explains else f"CVErr({_ERRORS[CellError.VALUE]})"
    yield f"    {name} = {shown}"
    yield "End Function"


def _gather(arguments: tuple[Argument, ...]) -> Iterator[str]:
    """Yield the statements that put the fixed and the repeated arguments into one array."""
    *fixed, rest = map(_name, arguments)
    yield "    Dim given() As Variant, place As Long"
    yield f"    ReDim given(0 To {len(fixed)} + UBound({rest}))"
    for place, name in enumerate(fixed):
        yield f"    {_assign(f'given({place})', name)}"
    yield f"    For place = 0 To UBound({rest})"
    yield f"        {_assign(f'given({len(fixed)} + place)', f'{rest}(place)')}"
    yield "    Next place"


def _assign(to: str, value: str) -> str:
    return f"If IsObject({value}) Then Set {to} = {value} Else {to} = {value}"


def _parameter(argument: Argument) -> str:
    name = _name(argument)
    if argument.repeats:
        return f"ParamArray {name}()"
    return f"Optional {name}" if argument.optional else name


def _name(argument: Argument) -> str:
    return f"{argument.name}_" if argument.name in _RESERVED else argument.name


def _cell_function() -> Iterator[str]:
    yield "Private Function THT_Cell(given)"
    yield "    THT_Cell = given"
    yield "    If VarType(given) <> vbString Then Exit Function"
    yield "    Select Case given"
    for error in CellError:
        yield f'        Case "{error.value}": THT_Cell = CVErr({_ERRORS.get(error, _ERRORS[CellError.VALUE])})'
    yield "    End Select"
    yield "End Function"


def _registration(*, addin: bool) -> Iterator[str]:
    """Yield the statements that give Excel's function wizard its help whenever the file is opened."""
    yield "Public Sub Auto_Open()"
    yield "    ' Excel keeps the help of arguments in memory only. Where it refuses, the functions work all the same."
    yield "    On Error Resume Next"
    # Help counts as a change, and Excel would ask whether to save it.
    yield "    Dim saved As Boolean"
    yield "    saved = ThisWorkbook.Saved"
    if addin:
        # Excel refuses to describe the macros of a hidden workbook.
        yield "    Application.ScreenUpdating = False"
        yield "    ThisWorkbook.IsAddin = False"
    for function in REGISTRY.values():
        yield f"    THT_Describe_{function.name.removeprefix('THT_')}"
    if addin:
        yield "    ThisWorkbook.IsAddin = True"
        yield "    Application.ScreenUpdating = True"
    yield "    ThisWorkbook.Saved = saved"
    yield "End Sub"
    for function in REGISTRY.values():
        yield ""
        yield from _description(function)


def _description(function: WorksheetFunction) -> Iterator[str]:
    yield f"Private Sub THT_Describe_{function.name.removeprefix('THT_')}()"
    options = f'Macro:="{function.name}", Description:="{_quote(function.help)}", Category:="{CATEGORY}"'
    if function.arguments:
        yield f"    Dim arguments(1 To {len(function.arguments)}) As String"
        for number, argument in enumerate(function.arguments, 1):
            yield f'    arguments({number}) = "{_quote(argument.help)}"'
        options += ", ArgumentDescriptions:=arguments"
    yield f"    Application.MacroOptions {options}"
    yield "End Sub"


def _quote(text: str) -> str:
    return text.replace('"', '""')

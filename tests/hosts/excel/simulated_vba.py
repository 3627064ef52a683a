"""The generated VBA in pyOpenVBA's interpreter, in front of xlwings' COM server with pywin32 stubbed."""

from typing import Any

from pyopenvba.apps.excel import ExcelApplication
from pyopenvba.interpreter._objects import VBAObject, method
from pyopenvba.interpreter._values import EMPTY, MISSING, NOTHING, NULL, VBAArray, VBAErrorValue

from tht_xl.hosts.excel.vba import MODULE, vba_module

ABSENT = -2147352572
TEXTS = {
    2000: "#NULL!", 2007: "#DIV/0!", 2015: "#VALUE!", 2023: "#REF!", 2029: "#NAME?", 2036: "#NUM!", 2042: "#N/A",
}  # fmt: skip


class RangeArgument(VBAObject):
    """A range on its way through VBA."""

    vba_type_name = "Range"

    def __init__(self, com_range: object) -> None:
        super().__init__()
        self.com_range = com_range


class XLPy(VBAObject):
    """What the macros call XLPy: the COM server."""

    vba_type_name = "XLPy"

    def __init__(self, server: Any) -> None:
        super().__init__()
        self.server = server

    @method
    def CallUDF(self, script: str, name: str, cells: Any, book: Any = MISSING, caller: Any = MISSING) -> Any:  # noqa: N802
        result = self.server.CallUDF(script, name, tuple(map(_to_com, cells.items)), None, None)
        return _to_vba(result)


class Interpreter:
    """An application that has loaded the module."""

    def __init__(self, server: Any) -> None:
        self.app = ExcelApplication()
        self.app.add_workbook()
        bridge = self.app.interpreter.host
        known, host = bridge.global_object, XLPy(server)
        bridge.global_object = lambda name: host if name.lower() == "xlpy" else known(name)
        # The interpreter knows no Application.Caller, and has no use for a module's attributes.
        lines = vba_module().replace(", ThisWorkbook, Application.Caller", "").splitlines()
        self.app.add_module("\n".join(line for line in lines if not line.startswith("Attribute")), name=MODULE)

    def call(self, name: str, cells: list[object]) -> object:
        return _to_json(self.app.run(name, *map(RangeArgument, cells)))


def _to_com(value: Any) -> Any:
    if isinstance(value, RangeArgument):
        return value.com_range
    if value is MISSING:
        return ABSENT
    return None if value is EMPTY or value is NULL or value is NOTHING else value


def _to_vba(result: Any) -> Any:
    if not isinstance(result, list):
        return result
    if not isinstance(result[0], list):
        return VBAArray([(0, len(result) - 1)], items=list(result))
    rows, columns = len(result), len(result[0])
    by_column = [result[row][column] for column in range(columns) for row in range(rows)]
    return VBAArray([(0, rows - 1), (0, columns - 1)], items=by_column)


def _to_json(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return list(map(_to_json, value))
    return {"error": TEXTS[value.number]} if isinstance(value, VBAErrorValue) else value

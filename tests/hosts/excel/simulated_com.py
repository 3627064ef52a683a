"""Runs the table of cases through xlwings' own Windows code, pywin32 stubbed; run as a program, it prints JSON.

Nothing here imitates Excel. The stubs only let xlwings' COM modules load on any system, so that its conversion of
arguments and results runs for real; with `--vba` the generated VBA runs too, in pyOpenVBA's interpreter.
"""

import ctypes
import datetime as dt
import json
import sys
from types import ModuleType
from typing import Any
from unittest import mock

RANGE = "{00020846-0000-0000-C000-000000000046}"
ERRORS = {
    "#NULL!": 2000, "#DIV/0!": 2007, "#VALUE!": 2015, "#REF!": 2023, "#NAME?": 2029, "#NUM!": 2036, "#N/A": 2042,
}  # fmt: skip
MISSING = -2147352572
"""What COM hands over for an argument that is left out."""


class Time(dt.datetime):
    """Stands for pywintypes.TimeType."""


class ComRange:
    """A range as COM hands it over: rows of values, errors as numbers, blanks as None."""

    def __init__(self, rows: list[list[object]]) -> None:
        values = tuple(tuple(map(_com_value, row)) for row in rows)
        self.Value = values[0][0] if len(values) == 1 == len(values[0]) else values
        self.Worksheet = mock.MagicMock()
        self.Row = self.Column = 1
        self.Rows, self.Columns = mock.Mock(Count=len(rows)), mock.Mock(Count=len(rows[0]))
        self._oleobj_ = mock.Mock()
        self._oleobj_.GetTypeInfo().GetTypeAttr().iid = RANGE


def _com_value(cell: object) -> object:
    if isinstance(cell, str) and cell.upper() in ERRORS:
        return ERRORS[cell.upper()] - 2146828288  # 0x800A0000, signed
    if isinstance(cell, dt.date):
        return Time(cell.year, cell.month, cell.day)
    if isinstance(cell, int) and not isinstance(cell, bool):
        return float(cell)
    return cell


def stub_pywin32() -> None:
    """Put stand-ins for pywin32's modules where xlwings looks for them."""
    names = (
        "pywintypes", "pythoncom", "win32com", "win32com.client", "win32com.server", "win32com.server.util",
        "win32com.server.dispatcher", "win32com.server.policy", "win32api", "win32con", "win32gui", "win32process",
        "win32timezone", "win32event",
    )  # fmt: skip
    modules: dict[str, Any] = {name: mock.MagicMock(name=name) for name in names[8:]}
    modules |= {name: ModuleType(name) for name in names[:8]}
    for name in names[3:8]:
        parent, _, child = name.rpartition(".")
        setattr(modules[parent], child, modules[name])
    modules["win32com"].server = modules["win32com.server"]
    error = type("com_error", (Exception,), {"hresult": 0})
    vars(modules["pywintypes"]).update(com_error=error, error=OSError, TimeType=Time, Time=lambda x: x, IID=str)
    vars(modules["pythoncom"]).update(
        __file__="pythoncom.dll", CoInitialize=lambda: None, com_error=error, ole_error=error,
        IID_IDispatch="IDispatch", IID_IEnumVARIANT="IEnumVARIANT", TypeIIDs={"IDispatch": type("PyIDispatch", (), {})},
    )  # fmt: skip
    classes = {name: type(name, (), {}) for name in ("CDispatch", "CoClassBaseClass", "DispatchBaseClass")}
    vars(modules["win32com.client"]).update(
        classes, Dispatch=lambda x, *_, **__: x, DispatchEx=lambda x: x, gencache=mock.MagicMock()
    )
    vars(modules["win32com.server.util"]).update(wrap=lambda x, **_: x, unwrap=mock.Mock(side_effect=error))
    vars(modules["win32com.server.dispatcher"]).update(DefaultDebugDispatcher=object)
    vars(modules["win32com.server.policy"]).update(DefaultPolicy=object, EventHandlerPolicy=object)
    sys.modules.update(modules)


def load_com_server() -> Any:
    """xlwings' COM server, with its decorators as they are on Windows."""
    stub_pywin32()
    with (
        mock.patch.object(ctypes, "windll", mock.MagicMock(), create=True),
        mock.patch.object(ctypes, "oledll", mock.MagicMock(), create=True),
        mock.patch.object(ctypes, "PyDLL", mock.MagicMock()),
    ):
        import xlwings
        from xlwings import Engine, _xlwindows, engines
    xlwings._xlwindows = _xlwindows
    from xlwings import com_server, udfs

    xlwings.func, xlwings.arg, xlwings.ret = udfs.xlfunc, udfs.xlarg, udfs.xlret
    engines.add(Engine(impl=_xlwindows.engine))
    engines.active = engines["excel"]  # type: ignore[assignment]
    return com_server.XLPython()


def main(*, interpret: bool) -> None:
    server = load_com_server()
    from worked_cases import worked_cases

    from tht_xl.hosts.excel.vba import PYTHON_MODULE

    if interpret:
        from simulated_vba import Interpreter

        call = Interpreter(server).call
    else:

        def call(name: str, cells: list[Any]) -> object:
            return server.CallUDF(PYTHON_MODULE, name, tuple(cells), None, None)

    json.dump([call(case.name, list(map(argument, case.cells))) for case in worked_cases()], sys.stdout)


def argument(cells: object) -> object:
    """A worked example's argument as a formula that refers to cells would hand it over."""
    return ComRange(cells if isinstance(cells, list) else [[cells]])


if __name__ == "__main__":
    main(interpret="--vba" in sys.argv)

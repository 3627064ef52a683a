"""Talks to a running LibreOffice. It runs in a Python that can import uno, with nothing of tht_xl: lines of JSON."""

from __future__ import annotations

import json
import os
import sys
import time
from typing import Any, Iterator  # noqa: UP035 - LibreOffice may bring Python 3.8

_FORMULAS = 16
"""com.sun.star.sheet.CellFlags.FORMULA."""


def main(pipe: str) -> None:
    """Answer each question; the first must be "connect"."""
    office: dict[str, Any] = {}
    commands = {"connect": _connect, "calculate": _calculate, "store": _store, "stop": _stop}
    for line in sys.stdin:
        question = json.loads(line)
        try:
            answer = commands[question["do"]](office, pipe, question)
        except Exception as error:  # noqa: BLE001 - LibreOffice raises its own; the asker gets one line
            answer = {"failed": str(error).splitlines()[0] if str(error) else type(error).__name__}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()
    # Whoever asked has gone without stopping LibreOffice.
    if office:
        _stop(office, pipe, {})


def _connect(office: dict[str, Any], pipe: str, _: dict[str, Any]) -> dict[str, Any]:
    import uno  # pyright: ignore[reportMissingImports]

    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    try:
        context = resolver.resolve("uno:pipe,name=%s;urp;StarOffice.ComponentContext" % pipe)  # noqa: UP031
    except Exception as error:  # noqa: BLE001 - its class exists only once LibreOffice is reached
        return {"failed": type(error).__name__}
    office["desktop"] = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    return {}


def _calculate(office: dict[str, Any], _: str, question: dict[str, Any]) -> dict[str, Any]:
    document = _open(office, question["path"])
    try:
        started = time.perf_counter()
        document.calculateAll()
        seconds = time.perf_counter() - started
        return {"cells": list(_formula_cells(document)), "seconds": seconds}
    finally:
        document.close(True)


def _store(office: dict[str, Any], _: str, question: dict[str, Any]) -> dict[str, Any]:
    document = _open(office, question["path"])
    try:
        document.calculateAll()
        document.storeToURL(_address(question["target"]), _properties(FilterName=question["filter"]))
        return {}
    finally:
        document.close(True)


def _stop(office: dict[str, Any], _: str, __: dict[str, Any]) -> dict[str, Any]:
    office["desktop"].terminate()
    return {}


def _open(office: dict[str, Any], path: str) -> Any:  # noqa: ANN401 - LibreOffice's object
    document = office["desktop"].loadComponentFromURL(_address(path), "_blank", 0, _properties(Hidden=True))
    if document is None:
        raise RuntimeError("LibreOffice cannot read the file")
    return document


def _formula_cells(document: Any) -> Iterator[tuple[str, int, int, Any]]:  # noqa: ANN401
    """Sheet, row and column from 0, value; an error is {"error": its number}."""
    sheets = document.getSheets()
    for number in range(sheets.getCount()):
        sheet = sheets.getByIndex(number)
        name = sheet.getName()
        for area in sheet.queryContentCells(_FORMULAS).getRangeAddresses():
            cells = sheet.getCellRangeByPosition(area.StartColumn, area.StartRow, area.EndColumn, area.EndRow)
            for down, values in enumerate(cells.getDataArray()):
                for across, value in enumerate(values):
                    shown = value
                    if value is None:
                        shown = {"error": cells.getCellByPosition(across, down).getError()}
                    yield name, area.StartRow + down, area.StartColumn + across, shown


def _address(path: str) -> str:
    import uno  # pyright: ignore[reportMissingImports]

    return uno.systemPathToFileUrl(os.path.abspath(path))  # noqa: PTH100 - plain text is all this needs


def _properties(**values: Any) -> tuple[Any, ...]:  # noqa: ANN401
    import uno  # pyright: ignore[reportMissingImports]

    made: list[Any] = []
    for name, value in values.items():
        one = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
        one.Name, one.Value = name, value
        made.append(one)
    return tuple(made)


if __name__ == "__main__":
    main(sys.argv[1])

"""The add-in's class as LibreOffice asks for it: functions, their names and their help."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from typing import Any

from .calculator import CalculationError, Calculator  # noqa: TID252 - inside LibreOffice the package has another name
from .cell_range import Ranges  # noqa: TID252 - inside LibreOffice the package has another name
from .values import rows_of  # noqa: TID252 - inside LibreOffice the package has another name

PYTHON_VARIABLE = "THT_XL_PYTHON"
TELLS_WHY = ("THT_NOTE", "THT_VERSION")
"""These answer in words, so they say why nothing can be computed; all others show #VALUE!."""


def implementation(folder: str) -> Any:  # noqa: ANN401 - known to LibreOffice only
    """Return what LibreOffice's Python loader looks for in a component.

    Args:
        folder: Where functions.json and python.txt are.
    """
    import unohelper  # pyright: ignore[reportMissingImports] - there inside LibreOffice

    with open(os.path.join(folder, "functions.json"), encoding="utf-8") as file:  # noqa: PTH118, PTH123
        catalogue = json.load(file)
    with open(os.path.join(folder, "python.txt"), encoding="utf-8") as file:  # noqa: PTH118, PTH123
        python = os.environ.get(PYTHON_VARIABLE) or file.read().strip()
    helper = unohelper.ImplementationHelper()
    service = catalogue["service"]
    helper.addImplementation(_add_in(catalogue, Calculator(python)), service, (service, "com.sun.star.sheet.AddIn"))
    return helper


def _add_in(catalogue: dict[str, Any], calculator: Calculator) -> type:
    import uno  # pyright: ignore[reportMissingImports]
    import unohelper  # pyright: ignore[reportMissingImports]

    interfaces = (
        catalogue["interface"],
        "com.sun.star.sheet.XAddIn",
        "com.sun.star.sheet.XCompatibilityNames",
        "com.sun.star.lang.XServiceName",
        "com.sun.star.lang.XServiceInfo",
    )
    bases = (Help, unohelper.Base, *map(uno.getClass, interfaces))
    functions = {each["method"]: each for each in catalogue["functions"]}
    ranges = Ranges()

    def cells(_: Any, document: Any, cell_range: Any) -> tuple[tuple[Any, ...], ...]:  # noqa: ANN401 - LibreOffice's objects
        return ranges.keep(document, cell_range)

    methods = {method: _method(calculator, ranges, each["name"]) for method, each in functions.items()}
    given = {"functions": functions, "service": catalogue["service"], "category": catalogue["category"]}
    return type("AddIn", bases, {**methods, **given, "cells": cells})


def _method(calculator: Calculator, ranges: Ranges, name: str) -> Callable[..., tuple[tuple[Any, ...], ...]]:
    def method(_: Any, *arguments: Any) -> tuple[tuple[Any, ...], ...]:  # noqa: ANN401 - cells
        # Arguments that repeat arrive in a tuple of their own.
        given = (arguments[0], *arguments[1]) if name == "THT_NOTE" else arguments
        try:
            return rows_of(calculator.call(name, list(map(ranges.take, given))))
        except CalculationError as error:
            return ((str(error),),) if name in TELLS_WHY else rows_of("#VALUE!")

    return method


class Help:
    """What the function wizard shows, and what LibreOffice asks of every service."""

    functions: dict[str, dict[str, Any]]
    service: str
    category: str

    def __init__(self, context: Any) -> None:  # noqa: ANN401
        import uno  # pyright: ignore[reportMissingImports]

        self._context = context
        self._locale = uno.createUnoStruct("com.sun.star.lang.Locale", "en", "GB", "")

    def getServiceName(self) -> str:  # noqa: D102, N802
        return self.service

    def getImplementationName(self) -> str:  # noqa: D102, N802
        return self.service

    def getSupportedServiceNames(self) -> tuple[str, ...]:  # noqa: D102, N802
        return (self.service, "com.sun.star.sheet.AddIn")

    def supportsService(self, name: str) -> bool:  # noqa: D102, N802
        return name in self.getSupportedServiceNames()

    def setLocale(self, locale: Any) -> None:  # noqa: ANN401, D102, N802
        self._locale = locale

    def getLocale(self) -> Any:  # noqa: ANN401, D102, N802
        return self._locale

    def getProgrammaticFuntionName(self, shown_name: str) -> str:  # noqa: N802
        """Return the method behind a name; the word is misspelt in LibreOffice's interface."""
        return next((method for method, each in self.functions.items() if each["name"] == shown_name), "")

    def getDisplayFunctionName(self, method: str) -> str:  # noqa: D102, N802
        return self.functions[method]["name"] if method in self.functions else ""

    def getFunctionDescription(self, method: str) -> str:  # noqa: D102, N802
        return self.functions[method]["help"] if method in self.functions else ""

    def getDisplayArgumentName(self, method: str, place: int) -> str:  # noqa: D102, N802
        return self._argument(method, place, "name")

    def getArgumentDescription(self, method: str, place: int) -> str:  # noqa: D102, N802
        return self._argument(method, place, "help")

    def getProgrammaticCategoryName(self, _: str) -> str:  # noqa: D102, N802
        return "Add-In"

    def getDisplayCategoryName(self, _: str) -> str:  # noqa: D102, N802
        return self.category

    def getCompatibilityNames(self, method: str) -> tuple[Any, ...]:  # noqa: N802
        """Return the name in Excel's files."""
        import uno  # pyright: ignore[reportMissingImports]

        if method not in self.functions:
            return ()
        locale = uno.createUnoStruct("com.sun.star.lang.Locale", "en", "US", "")
        return (uno.createUnoStruct("com.sun.star.sheet.LocalizedName", locale, self.functions[method]["name"]),)

    def _argument(self, method: str, place: int, what: str) -> str:
        arguments = self.functions.get(method, {}).get("arguments", [])
        return arguments[place][what] if 0 <= place < len(arguments) else ""

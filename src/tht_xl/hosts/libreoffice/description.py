"""What LibreOffice is told about the functions: their types, their names and their help, from the registry."""

import json
from collections.abc import Iterable

from tht_xl.functions import REGISTRY
from tht_xl.hosts.bound import CATEGORY

SERVICE = "uk.tht.xl.AddIn"
INTERFACE = "uk.tht.xl.XFunctions"
CELLS = "cells"
"""The add-in's own function, not in the registry: a range's cells with blanks, errors and booleans told apart."""

_ROWS = "sequence< sequence< any > >"


def method_name(name: str) -> str:
    """Name of a function's method: "thtProportionCi". Type libraries allow no underscore."""
    first, *others = name.lower().split("_")
    return first + "".join(map(str.capitalize, others))


def stored_name(method: str) -> str:
    """Name by which every LibreOffice finds the function in an Excel file: 7.4 does not know THT_ names there."""
    return f"{SERVICE}.{method}".upper()


def type_library() -> str:
    """Return the functions' types. LibreOffice reads this text as it is; no SDK is needed."""
    declared: list[str] = []
    for function in REGISTRY.values():
        # A type library reserves some plain words, so every argument has a prefix.
        arguments = ", ".join(
            f"[in] {'sequence< any >' if each.repeats else 'any'} {method_name(f'the_{each.name}')}"
            for each in function.arguments
        )
        declared.append(f"        {_ROWS} {method_name(function.name)}({arguments});")
    return "\n".join(
        (
            "module uk { module tht { module xl {",
            "    interface XFunctions {",
            *declared,
            f"        {_ROWS} {CELLS}([in] com::sun::star::beans::XPropertySet document, "
            "[in] com::sun::star::table::XCellRange range);",
            "    };",
            "}; }; };",
            "",
        )
    )


def catalogue() -> str:
    """Names and help, as JSON for the add-in."""
    described = {
        "service": SERVICE,
        "interface": INTERFACE,
        "category": CATEGORY,
        "functions": [
            {
                "name": function.name,
                "method": method_name(function.name),
                "help": function.help,
                "arguments": [{"name": each.signature, "help": each.help} for each in function.arguments],
            }
            for function in REGISTRY.values()
        ],
    }
    return json.dumps(described, ensure_ascii=False, indent=1) + "\n"


def components(addresses: Iterable[str]) -> str:
    """Return the list of components for LibreOffice, at these addresses."""
    listed = "".join(
        f' <component loader="com.sun.star.loader.Python" uri="{address}">\n'
        f'  <implementation name="{SERVICE}">\n'
        f'   <service name="com.sun.star.sheet.AddIn"/>\n   <service name="{SERVICE}"/>\n'
        "  </implementation>\n </component>\n"
        for address in addresses
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<components xmlns="http://openoffice.org/2010/uno-components">\n{listed}</components>\n'
    )

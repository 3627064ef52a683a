"""Runs in Pyodide: registers all functions as a user of xlwings Lite does, and calls them as xlwings Lite does."""

import json
import os
from typing import Any


async def proof(cases: dict[str, Any]) -> str:
    """What became of the calls and the cells, as JSON. Its imports are part of what is proved."""
    os.environ.update(XLWINGS_ON_SERVER="true", XLWINGS_LICENSE_KEY="noncommercial")
    import absent_numpy

    absent_numpy.install()
    import pydantic_core

    from tht_xl.functions.engine.cells import clean
    from tht_xl.hosts import lite

    absent_numpy.WHILE_IMPORTED.clear()
    return json.dumps({
        "registered": [name for name in lite.__all__ if hasattr(getattr(lite, name), "__xlfunc__")],
        "pydantic_core": pydantic_core.__version__,
        "results": [await _shown(*call) for call in cases["calls"]],
        "cleaned": [repr(clean(cell)) for cell in cases["cells"]],
    })  # fmt: skip


async def _shown(name: str, given: list[Any]) -> dict[str, Any]:
    """What a formula shows, or what it needed and could not have."""
    from absent_numpy import Absent
    from xlwings import XlwingsError
    from xlwings.server import custom_functions_call

    from tht_xl.hosts import lite

    call = {"func_name": name, "args": given, "client": "Office.js", "version": "", "runtime": "1.4"}
    try:
        return {"shows": await custom_functions_call(call, lite)}
    except Absent as absent:
        return {"needs": str(absent)}
    except XlwingsError as error:
        return {"shows": [["#VALUE!"]], "says": str(error)}

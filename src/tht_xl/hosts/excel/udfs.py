"""The module that Excel's Python side imports: each worksheet function, marked for xlwings.

Outside Windows xlwings leaves the functions as they are.
"""

from collections.abc import Callable
from typing import Any, cast

import xlwings

from tht_xl.functions import REGISTRY
from tht_xl.functions.engine.function import WorksheetFunction
from tht_xl.hosts.bound import CATEGORY, Bound, bind_function


def mark(function: WorksheetFunction) -> Bound:
    """Return a function whose cells arrive as rows, errors as their text.

    A row must not arrive as a flat list, and an error must not be mistaken for a blank.
    """
    udf = cast(Callable[[Bound], Bound], xlwings.func(category=CATEGORY))(bind_function(function))
    for argument in function.arguments:
        options: dict[str, Any] = {"ndim": 2, "err_to_str": True, "doc": argument.help}
        udf = xlwings.arg(("*" if argument.repeats else "") + argument.name, **options)(udf)
    return udf


globals().update({name: mark(function) for name, function in REGISTRY.items()})

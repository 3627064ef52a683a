"""The functions of PHStatsMethods, which is imported when one is first called.

It takes as long to import as all of tht_xl, and pytest imports every test to find out which there are.
"""

from collections.abc import Callable
from importlib import import_module
from typing import Any


def __getattr__(name: str) -> Callable[..., Any]:
    def call(*inputs: Any, **options: Any) -> Any:
        return getattr(import_module("PHStatsMethods"), name)(*inputs, **options)

    return call

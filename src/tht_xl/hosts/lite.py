"""All worksheet functions for xlwings Lite: `from tht_xl.hosts.lite import *` in its main.py registers them."""

from xlwings import arg, func, ret

from tht_xl.functions import REGISTRY
from tht_xl.hosts.officejs import custom_functions

__all__ = list(REGISTRY)  # type: ignore[reportUnsupportedDunderAll]

globals().update(custom_functions(func, arg, ret))

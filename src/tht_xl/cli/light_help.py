"""Load what draws Typer's help without the parts of Rich that our help never draws.

`typer.rich_utils` imports Rich's Markdown and its tracebacks (with them markdown-it and pygments, 80 modules) at its
top. Our help texts are in Rich's own markup and no traceback is ever drawn, so both are stood in for while that one
module is imported. A stand-in becomes the real class when somebody calls it or asks it for anything: what Typer draws
is the same, whatever it draws.
"""

import sys
from importlib import import_module
from types import ModuleType
from typing import Any

SLOW = {"rich.markdown": "Markdown", "rich.traceback": "Traceback"}
"""Modules that take long to import, and the class in each that Typer names."""


class StandIn(type):
    """The type of a class that is imported when it is first used. Before that it serves in annotations."""

    home: str
    """The module of the real class."""

    def real(cls) -> Any:  # noqa: ANN401 - a class of Rich
        """Return the class that this one replaces."""
        return getattr(import_module(cls.home), cls.__name__)

    def __getattr__(cls, name: str) -> Any:  # noqa: ANN401 - whatever the real class has
        return getattr(cls.real(), name)

    def __call__(cls, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - an instance of the real class
        """Return an instance of the real class."""
        return cls.real()(*args, **kwargs)

    def __instancecheck__(cls, instance: object) -> bool:
        return cls.home in sys.modules and isinstance(instance, cls.real())


def load_help() -> None:
    """Import what draws Typer's help, if it is not there yet. Afterwards Rich's own modules are found as usual."""
    if "typer.rich_utils" in sys.modules:
        return
    absent = {home: name for home, name in SLOW.items() if home not in sys.modules}
    sys.modules.update({home: _module(home, name) for home, name in absent.items()})
    try:
        import_module("typer.rich_utils")
    except ImportError:  # a Typer that asks these modules for something else: it gets the real ones, only later
        sys.modules.pop("typer.rich_utils", None)
    finally:
        for home in absent:
            sys.modules.pop(home, None)


def _module(home: str, name: str) -> ModuleType:
    module = ModuleType(home)
    setattr(module, name, StandIn(name, (), {"home": home, "__module__": home}))
    return module

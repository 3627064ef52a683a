"""The registry: every host is generated from it, so a new function is one decorated function and its test."""

from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from typing import Any, TypeVar

from tht_xl.errors import DomainError, UnknownNameError
from tht_xl.functions.engine.arguments import Argument
from tht_xl.functions.engine.cells import Cell, Rows
from tht_xl.functions.engine.function import Calling, Category, Example, WorksheetFunction
from tht_xl.functions.engine.rowwise import RowWise
from tht_xl.functions.homes import HOMES

Body = TypeVar("Body", bound=Callable[..., Any])

_loaded: dict[str, WorksheetFunction] = {}


class Registry(Mapping[str, WorksheetFunction]):
    """Every worksheet function by its name, in the order of `homes`; imported when it is first asked for."""

    def __getitem__(self, name: str) -> WorksheetFunction:
        """Return the function of this name."""
        if name not in _loaded:
            import_module(HOMES[name])  # registers it
        return _loaded[name]

    def __contains__(self, name: object) -> bool:
        """Return whether there is such a function."""
        return name in HOMES

    def __iter__(self) -> Iterator[str]:
        """Return the names."""
        return iter(HOMES)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(HOMES)


REGISTRY: Mapping[str, WorksheetFunction] = Registry()
"""Every worksheet function by its name, in the order of its category."""


def worksheet_function(
    name: str,
    *arguments: Argument,
    help: str,  # noqa: A002 - the registry's own word
    method: str,
    category: Category,
    source: str,
    examples: tuple[Example, ...],
    calling: Calling = RowWise(),  # noqa: B008 - frozen
    **options: Any,  # noqa: ANN401 - the optional fields of WorksheetFunction
) -> Callable[[Body], Body]:
    """Register the decorated function; the fields are those of WorksheetFunction."""

    def register(body: Body) -> Body:
        if name in _loaded:
            raise ValueError(f"{name} is registered twice")
        function = WorksheetFunction(
            name, body, arguments, help, method, category, source, examples, calling, **options
        )
        if HOMES.get(name) != body.__module__:
            raise ValueError(f"{name} is not listed under {body.__module__} in tht_xl.functions.homes")
        _loaded[name] = function
        return body

    return register


def example(*cells: Any, result: Cell | Rows) -> Example:  # noqa: ANN401 - cells of any host
    """Return a worked example."""
    return Example(cells, result)


def find_function(name: str) -> WorksheetFunction:
    """Return the function with this name, in any case.

    Raises:
        UnknownNameError: There is none; the nearest name is given.
        DomainError: The name is not a text.
    """
    if not isinstance(name, str):  # pyright: ignore[reportUnnecessaryIsInstance] - Python's callers are not checked
        raise DomainError(f"the name of a function is not a text but {name!r:.60}", remedy='Write it as "THT_RAG"')
    found = REGISTRY.get(name) or REGISTRY.get(name.strip().upper())
    if found is None:
        raise UnknownNameError("function", name.strip(), list(REGISTRY))
    return found

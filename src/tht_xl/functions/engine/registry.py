"""The registry: every host is generated from it, so a new function is one decorated function and its test."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from types import MappingProxyType
from typing import Any, Literal, TypeVar

from tht_xl.errors import DomainError, UnknownNameError
from tht_xl.functions.engine.arguments import Argument
from tht_xl.functions.engine.cells import Cell, Rows
from tht_xl.functions.engine.native import ClosedForm
from tht_xl.functions.engine.outcome import Outcome
from tht_xl.functions.homes import HOMES

Category = Literal["Statistics", "Reading a number", "Targets", "From the framework", "Protection and explanation"]

Body = TypeVar("Body", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Example:
    """A formula's cells and what its cell shows; in both, None is a blank cell and a list of rows a range."""

    cells: tuple[Any, ...]
    result: Cell | Rows


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule about several arguments together.

    Attributes:
        arguments: Names of the arguments it needs.
        is_broken: From their values, scalars or arrays, to whether it is broken. It sees valid values only.
        outcome: What a broken rule makes of the row.
        reason: Why, as part of a sentence.
        native: The condition as a spreadsheet formula over the names of the arguments, where `is_broken` is more than
            one of numpy's comparisons.
    """

    arguments: tuple[str, ...]
    is_broken: Callable[..., Any]
    outcome: Outcome
    reason: str
    native: str = ""


@dataclass(frozen=True, slots=True)
class WorksheetFunction:
    """A worksheet function and all there is to say about it.

    Attributes:
        name: Name in a formula; it never changes once workbooks are issued.
        python: From values, scalars or arrays of valid rows, to one array, a tuple of columns, or an Answer. It may
            raise Refusal for all rows it was given.
        arguments: In order; the order never changes either.
        help: What it gives, in one sentence.
        method: How the value comes about, in one sentence for THT_NOTE.
        category: Heading under which it is listed.
        source: Where the method is from.
        examples: Worked examples; tests run them.
        rules: Rules about several arguments together.
        columns: Names of the result's columns.
        aggregate: Whether it takes whole ranges and gives one result.
        spreads: Where it takes whole ranges and gives one result for each cell of the first: "series", oldest first and
            without the blanks at the end, or "block", in the shape of the first. Other ranges of a block broadcast to
            it. What `python` gets is NaN where a cell decides its own outcome, and no rules are applied.
        latest: How many rows at the end of a series count; None for all.
        groups: Arguments that `python` takes one value of at a time; rows are grouped by them.
        together: Whether a row's result depends on the other rows too, although each row has its own.
        reasons: Why a row of valid inputs can have no value, by outcome, as parts of a sentence.
        explain: From valid scalar values to THT_NOTE's sentence, where `method` is not all.
        explain_each: The same where results spread: a sentence for each.
        raw: Whether `python` takes the cells as they come and gives the result as it goes.
        native: The value in ordinary spreadsheet functions, or why there is no such form, in one sentence.
    """

    name: str
    python: Callable[..., Any]
    arguments: tuple[Argument, ...]
    help: str
    method: str
    category: Category
    source: str
    examples: tuple[Example, ...]
    rules: tuple[Rule, ...] = ()
    columns: tuple[str, ...] = ("result",)
    aggregate: bool = False
    spreads: Literal["", "series", "block"] = ""
    latest: int | None = None
    groups: tuple[str, ...] = ()
    together: bool = False
    reasons: Mapping[Outcome, str] = field(default_factory=lambda: MappingProxyType({}))
    explain: Callable[..., str] | None = None
    explain_each: Callable[..., list[str]] | None = None
    raw: bool = False
    native: ClosedForm | str = ""
    fewest: int = field(init=False, repr=False, compare=False)
    """How many arguments it needs."""
    most: int | None = field(init=False, repr=False, compare=False)
    """How many arguments it takes; None for any number."""
    placed_rules: tuple[tuple[Rule, tuple[int, ...]], ...] = field(init=False, repr=False, compare=False)
    """The rules, each with the places of its arguments."""

    def __post_init__(self) -> None:
        names = [argument.name for argument in self.arguments]
        for name in (*self.groups, *(name for rule in self.rules for name in rule.arguments)):
            if name not in names:
                raise ValueError(f"{self.name} has no argument {name}")
        placed = tuple((rule, tuple(map(names.index, rule.arguments))) for rule in self.rules)
        object.__setattr__(self, "placed_rules", placed)
        object.__setattr__(self, "fewest", sum(not argument.optional for argument in self.arguments))
        repeats = any(argument.repeats for argument in self.arguments)
        object.__setattr__(self, "most", None if repeats else len(self.arguments))
        optional = [argument.optional for argument in self.arguments]
        if optional != sorted(optional):
            raise ValueError(f"{self.name} has a required argument after an optional one")

    @property
    def signature(self) -> str:
        """The function as a formula's help shows it: "THT_RAG(value, target, polarity, [minimum])"."""
        return f"{self.name}({', '.join(argument.signature for argument in self.arguments)})"

    def check_number_of_arguments(self, given: int) -> None:
        """Refuse too few or too many arguments.

        Raises:
            DomainError: The number is out of range.
        """
        if self.fewest <= given and (self.most is None or given <= self.most):
            return
        takes = f"{self.fewest}" if self.most == self.fewest else f"{self.fewest} to {self.most}"
        takes = f"at least {self.fewest}" if self.most is None else takes
        raise DomainError(
            f"{self.name} takes {takes} argument{'' if takes.endswith(' 1') or takes == '1' else 's'}; {given} given",
            remedy=f"Write {self.signature}",
        )


_loaded: dict[str, WorksheetFunction] = {}


class Registry(Mapping[str, WorksheetFunction]):
    """Every worksheet function by its name, in the order of `homes`; imported when it is first asked for."""

    def __getitem__(self, name: str) -> WorksheetFunction:
        """The function of this name."""
        if name not in _loaded:
            import_module(HOMES[name])  # registers it
        return _loaded[name]

    def __contains__(self, name: object) -> bool:
        """Whether there is such a function."""
        return name in HOMES

    def __iter__(self) -> Iterator[str]:
        """The names."""
        return iter(HOMES)

    def __len__(self) -> int:
        """How many there are."""
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
    **options: Any,  # noqa: ANN401 - the optional fields of WorksheetFunction
) -> Callable[[Body], Body]:
    """Register the decorated function; the fields are those of WorksheetFunction."""

    def register(body: Body) -> Body:
        if name in _loaded:
            raise ValueError(f"{name} is registered twice")
        function = WorksheetFunction(name, body, arguments, help, method, category, source, examples, **options)
        if HOMES.get(name) != body.__module__:
            raise ValueError(f"{name} is not listed under {body.__module__} in tht_xl.functions.homes")
        _loaded[name] = function
        return body

    return register


def example(*cells: Any, result: Cell | Rows) -> Example:  # noqa: ANN401 - cells of any host
    """A worked example."""
    return Example(cells, result)


def find_function(name: str) -> WorksheetFunction:
    """The function with this name, in any case.

    Raises:
        UnknownNameError: There is none; the nearest name is given.
        DomainError: The name is no text.
    """
    if not isinstance(name, str):  # pyright: ignore[reportUnnecessaryIsInstance] - Python's callers are not checked
        raise DomainError(f"the name of a function is no text but {name!r:.60}", remedy='Write it as "THT_RAG"')
    found = REGISTRY.get(name) or REGISTRY.get(name.strip().upper())
    if found is None:
        raise UnknownNameError("function", name.strip(), list(REGISTRY))
    return found

"""What a worksheet function is: all there is to say about it, in one value that every host is generated from."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, ClassVar, Literal, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from tht_xl.errors import DomainError
from tht_xl.functions.engine.arguments import Argument
from tht_xl.functions.engine.cells import Cell, Rows
from tht_xl.functions.engine.native import ClosedForm
from tht_xl.functions.engine.outcome import Outcome

Category = Literal["Statistics", "Reading a number", "Targets", "From the framework", "Protection and explanation"]

Numbers: TypeAlias = float | NDArray[np.float64]
"""What `python` gets for a number or a column of numbers; NaN is "not given", which only optional arguments can be."""

Words: TypeAlias = str | NDArray[np.object_]
"""A word or a column of words."""

Flags: TypeAlias = bool | np.bool_ | NDArray[np.bool_]
"""Whether something holds, for a row or for each row."""

Limits: TypeAlias = tuple[Numbers, Numbers, Numbers]
"""Value, lower and upper confidence limit."""


class CallResults(Protocol):
    """What one call gave: the cells, and why each is what it is, from the same pass over the inputs."""

    def cells(self) -> Cell | Rows:
        """Return what the formula's cells show."""
        ...

    def sentences(self) -> str | Rows:
        """Return THT_NOTE's sentence for each result."""
        ...


class Calling(ABC):
    """How a worksheet function is called: how cells become results, and the only place where the ways differ.

    They are `rowwise.RowWise`, `aggregates.Aggregate`, `spreading.SpreadSeries`, `spreading.SpreadBlock` and
    `calling.Raw`.
    """

    __slots__ = ()

    one_result: ClassVar[bool] = False
    """Whether all ranges together are one row with one result."""

    takes: ClassVar[str] = ""
    """What the reference page says of its ranges; "" where cells and columns both do."""

    def argument_names(self) -> tuple[str, ...]:
        """Return the arguments that it knows by name."""
        return ()

    @abstractmethod
    def run(self, function: "WorksheetFunction", cells: Sequence[object]) -> CallResults:
        """Run a function on cells, once, for the results and for the reasons.

        Raises:
            DomainError: A range is not a list of rows of equal length.
        """


@dataclass(frozen=True, slots=True)
class Example:
    """A formula's cells and what its cell shows; in both, None is a blank cell and a list of rows a range."""

    cells: tuple[Any, ...]
    result: Cell | Rows


@dataclass(frozen=True, slots=True)
class ArgumentsRule:
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
        python: From valid values to one array, a tuple of columns, or an Answer. It may raise Refusal for all rows it
            was given.
        arguments: In order; the order never changes either.
        help: What it gives, in one sentence.
        method: How the value comes about, in one sentence for THT_NOTE.
        category: Heading under which it is listed.
        source: Where the method is from.
        examples: Worked examples; tests run them.
        calling: How it is called: row by row, on whole ranges, or on the cells as they are.
        rules: Rules about several arguments together.
        columns: Names of the result's columns.
        reasons: Why a row of valid inputs can have no value, by outcome, as parts of a sentence.
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
    calling: Calling
    rules: tuple[ArgumentsRule, ...] = ()
    columns: tuple[str, ...] = ("result",)
    reasons: Mapping[Outcome, str] = field(default_factory=lambda: MappingProxyType({}))
    native: ClosedForm | str = ""
    fewest: int = field(init=False, repr=False, compare=False)
    """How many arguments it needs."""
    most: int | None = field(init=False, repr=False, compare=False)
    """How many arguments it takes; None for any number."""
    placed_rules: tuple[tuple[ArgumentsRule, tuple[int, ...]], ...] = field(init=False, repr=False, compare=False)
    """The rules, each with the places of its arguments."""

    def __post_init__(self) -> None:
        names = [argument.name for argument in self.arguments]
        for name in (*self.calling.argument_names(), *(name for rule in self.rules for name in rule.arguments)):
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

"""Arguments that name something in a framework. A framework that cannot be read is a refusal, never a crash."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar, cast

from tht_xl.errors import ThtError, UnknownNameError
from tht_xl.framework.load import load_packaged
from tht_xl.framework.lookup import DEFAULT_FRAMEWORK, find_statement, resolve_indicator
from tht_xl.framework.snapshot import stored_field_names, stored_framework, stored_indicator, stored_statement
from tht_xl.functions.engine.cells import Content, quoted_content
from tht_xl.functions.engine.kinds import KindName, Text
from tht_xl.functions.engine.outcome import Outcome, Refusal, as_clause
from tht_xl.model.days import serial_of
from tht_xl.model.periods.kind import PeriodKind
from tht_xl.model.periods.period import Period
from tht_xl.model.vocabulary import Symbol

if TYPE_CHECKING:
    from tht_xl.model.definition import Framework, Indicator, Statement
    from tht_xl.model.fields import Definition

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class IndicatorId:
    """The id of an indicator, after its framework's name and a colon where that is not "tht"."""

    expects: str = 'the id of an indicator, such as "year-6-obesity" or "strategy-2009:life-expectancy-male"'
    name: KindName = "indicator"
    is_number: bool = False

    def parse(self, content: Content) -> Indicator:
        """Return the indicator.

        Raises:
            Refusal: It is unknown, or its framework cannot be read.
        """
        given = Text(self.expects).parse(content)
        return find_or_refuse(content, lambda: stored_indicator(*split_prefix(given)) or resolve_indicator(given)[1])


@dataclass(frozen=True, slots=True)
class StatementId:
    """The id of a statement, written as an indicator's."""

    expects: str = 'the id of a statement, such as "healthy-choices"'
    name: KindName = "text"
    is_number: bool = False

    def parse(self, content: Content) -> Statement:
        """Return the statement.

        Raises:
            Refusal: It is unknown, or its framework cannot be read.
        """
        framework, given = split_prefix(Text(self.expects).parse(content))
        stored = stored_statement(framework, given)
        return stored or find_or_refuse(content, lambda: find_statement(load_packaged(framework), given))


@dataclass(frozen=True, slots=True)
class FieldName:
    """The name of a field of a definition; capitals, spaces and hyphens do not matter."""

    fields: FieldsOf
    usual: str = ""
    """The field that is meant where none is given; taken as it is, so that the definitions need not be imported."""
    name: KindName = "text"
    is_number: bool = False

    @property
    def options(self) -> tuple[str, ...]:
        """The names of the fields."""
        return self.fields.names()

    @property
    def expects(self) -> str:
        """The first few names."""
        return f"a field, such as {', '.join(self.options[:6])}"

    def parse(self, content: Content) -> str:
        """Return the field as the definition spells it.

        Raises:
            Refusal: There is no such field.
        """
        if self.usual and content == self.usual:
            return self.usual
        given = Text(self.expects).parse(content)
        plain = "_".join(given.casefold().replace("-", " ").replace("_", " ").split())
        if plain in self.options:
            return plain
        error = UnknownNameError("field", given, list(self.options))
        raise Refusal(Outcome.UNKNOWN, f"{quoted_content(content)}: {as_clause(error)}")


def split_prefix(given: str, default: str = DEFAULT_FRAMEWORK) -> tuple[str, str]:
    """Name of the framework and what follows it: "strategy-2009:life-expectancy-male"."""
    before, colon, after = given.partition(":")
    return (before.strip().casefold(), after.strip()) if colon else (default, given.strip())


def find_or_refuse(content: Content, find: Callable[[], Found]) -> Found:
    """Return what a look-up finds.

    Raises:
        Refusal: It is unknown, or its framework is missing or broken.
    """
    try:
        return find()
    except (ThtError, OSError) as error:
        raise Refusal(Outcome.UNKNOWN, f"{quoted_content(content)}: {as_clause(error)}") from error


def framework_with(name: str, field: str) -> Framework:
    """Return a framework that comes with the package, with this field at least.

    Raises:
        Refusal: It is missing or broken.
    """
    stored = stored_framework(name)
    return (
        stored
        if stored and isinstance(getattr(stored, field), str)
        else find_or_refuse(name, lambda: load_packaged(name))
    )


@dataclass(frozen=True, slots=True)
class FieldsOf:
    """The fields of a kind of definition. The definitions are imported when somebody asks for a field.

    Attributes:
        model: Name of its class.
        parts: Of each part that has fields of its own, its name and its class.
    """

    model: str
    parts: tuple[tuple[str, str], ...] = ()

    def names(self) -> tuple[str, ...]:
        """Names of the fields, and of those of the parts with the part's name in front."""
        nested = (f"{name}_{field}" for name, part in self.parts for field in _fields(part) if field != "value")
        return (*_fields(self.model), *nested)


def _fields(model: str) -> Iterable[str]:
    if names := stored_field_names(model):
        return names
    from tht_xl.model import definition

    return cast("type[Definition]", getattr(definition, model)).model_fields


def field_of(definition: Definition, field: str) -> float | str | bool:
    """Return a field as a cell shows it: "[x]" where the definition leaves it out."""
    if hasattr(definition, field):
        return as_cell(getattr(definition, field))
    name, _, rest = field.partition("_")
    part = getattr(definition, name)
    return as_cell(getattr(part, rest) if part is not None else None)


def as_cell(value: Any) -> float | str | bool:  # noqa: ANN401 - a field of any definition
    """Return a value of a definition as a cell shows it."""
    if value is None or value == "" or value == ():
        return Symbol.NOT_AVAILABLE.value
    if isinstance(value, bool):
        return value
    if isinstance(value, str):
        return str(value)  # a member of a vocabulary becomes its plain word
    if isinstance(value, int | float):
        return float(value)
    if isinstance(value, Period | PeriodKind):
        return str(value)
    if isinstance(value, date):
        return serial_of(value)
    named = [getattr(value, each) for each in ("value", "name", "id") if hasattr(value, each)]
    if named or hasattr(value, "model_fields_set"):  # a definition, stored or read; some have none of the three
        return as_cell(next(iter(named), None))
    return "; ".join(str(as_cell(each)) for each in cast(Iterable[object], value))

"""The state of a milestone or an action: named rules, each one expression, kept as data."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Annotated

from pydantic import Field, ValidationError

from tht_xl.documents.definition_file import definition_bytes
from tht_xl.documents.problem import Problem, refusal_of
from tht_xl.documents.yaml_document import read_document
from tht_xl.errors import DomainError
from tht_xl.formulas.cell import is_true
from tht_xl.formulas.evaluate import compile_formula
from tht_xl.formulas.parsing import parse
from tht_xl.formulas.references import references, require_evaluable
from tht_xl.framework.wording import contradictions_of
from tht_xl.model.counted import counted
from tht_xl.model.fields import Definition, Identifier, Text
from tht_xl.templates.table import Formula, Row

_FILE = files("tht_xl") / "definitions" / "status-rules.yaml"
_WITHIN = "{within}"


class StatusRule(Definition):
    """One thing that may be true of a row.

    `days` is an expression for how many days it is about; `{within}` in an expression stands for `within`.
    """

    id: Identifier
    name: Text
    expression: Text
    days: str = ""
    within: Annotated[int, Field(ge=0, le=3660)] | None = None
    meaning: Text
    ask: str = ""
    decides_state: bool = False
    is_exception: bool = False

    @cached_property
    def headings(self) -> frozenset[str]:
        """The headings of the columns that its expressions read, in small letters."""
        texts = [text for text in (self._filled_in(self.expression), self._filled_in(self.days)) if text]
        return frozenset(each.heading.casefold() for text in texts for each in references(parse(text)))

    @cached_property
    def holds(self) -> Formula:
        """Its expression, compiled."""
        return compile_formula(parse(self._filled_in(self.expression)))

    @cached_property
    def count_days(self) -> Formula | None:
        """The expression of its days, compiled; None where it has none."""
        return compile_formula(parse(self._filled_in(self.days))) if self.days else None

    @property
    def meaning_in_words(self) -> str:
        """Its meaning as a sentence."""
        meaning = self._filled_in(self.meaning)
        return f"{meaning[0].upper()}{meaning[1:]}."

    @property
    def formula(self) -> str:
        """Its expression as a template writes it."""
        return self._filled_in(self.expression)

    def _filled_in(self, text: str) -> str:
        return text.replace(_WITHIN, str(self.within or 0))


class _Rules(Definition):
    rules: Annotated[tuple[StatusRule, ...], Field(min_length=1)]


@dataclass(frozen=True, slots=True)
class Status:
    """One rule that holds of a row.

    Attributes:
        rule: The rule.
        days: How many days it is about, where the rule counts any.
    """

    rule: StatusRule
    days: int | None

    def __str__(self) -> str:
        if self.days is None:
            return self.rule.name
        if self.rule.id == "due-soon":
            return "due today" if not self.days else f"due in {counted(self.days, 'day')}"
        return f"{self.rule.name} by {counted(self.days, 'day')}"


def load_status_rules(path: Path | None = None, *, within: int | None = None) -> tuple[StatusRule, ...]:
    """Return the rules of the package, or of a file of the same form.

    Args:
        path: A YAML file; the packaged rules unless given.
        within: What "due soon" is to mean instead of what the rules say. [days]

    Raises:
        DefinitionError: The file cannot be read, or a rule cannot be evaluated; each with its line.
    """
    rules = _packaged_rules() if path is None else _read(path.name, definition_bytes(path))
    if within is None:
        return rules
    # Validated again: a copy would keep the expressions that were compiled for the other number of days.
    return tuple(
        each if each.within is None else StatusRule.model_validate({**each.model_dump(), "within": within})
        for each in rules
    )


def statuses_of(row: Row, rules: Sequence[StatusRule]) -> tuple[Status, ...]:
    """Return every rule that holds of a row, in the order of the rules.

    A rule that reads a column which the table does not have, or a cell that is not what its column holds, is not asked:
    a forecast of 2 January 1900 was not missed by 46,355 days.
    """
    there = {heading for heading, column in row.table.by_heading.items() if column.id not in row.misfits}
    return tuple(
        Status(rule, _days(rule, row)) for rule in rules if rule.headings <= there and is_true(rule.holds(row.cells))
    )


def state_of(row: Row, statuses: Sequence[Status]) -> str:
    """Return the one word for the state of a row: the first status that decides it, else what its status says.

    Args:
        row: The row.
        statuses: What holds of it, as `statuses_of` returns it.
    """
    deciding = (each.rule.name for each in statuses if each.rule.decides_state)
    return next(deciding, row["status"] or "no update")


def state_formula(rules: Sequence[StatusRule]) -> str:
    """Return the formula of a template's column State, so that a workbook says what `state_of` says."""
    text = "[@Status]"
    for rule in reversed([each for each in rules if each.decides_state]):
        text = f'IF({rule.formula},"{rule.name}",{text})'
    # A row that nobody uses has no state.
    return f'IF([@Status]="","",{text})'


@lru_cache(maxsize=1)
def _packaged_rules() -> tuple[StatusRule, ...]:
    return _read("status-rules.yaml", _FILE.read_bytes())


def _read(name: str, content: bytes) -> tuple[StatusRule, ...]:
    document = read_document(name, content)
    problems, rules = list(document.problems), tuple[StatusRule, ...]()
    if document.is_complete:
        try:
            rules = _Rules.model_validate(document.content).rules
        except ValidationError as error:
            problems += [
                Problem(name, document.line_of(each.path), each.what, each.remedy)
                for each in contradictions_of(error, _Rules)
            ]
        for number, rule in enumerate(rules):
            for field, text in (("expression", rule.formula), ("days", rule.days)):
                try:
                    if text:
                        require_evaluable(parse(text))
                except DomainError as error:
                    at = document.line_of(("rules", number, field))
                    problems.append(Problem(name, at, error.message, error.remedy))
    if problems:
        raise refusal_of(problems)
    return rules


def _days(rule: StatusRule, row: Row) -> int | None:
    value = rule.count_days(row.cells) if rule.count_days else None
    return int(value) if isinstance(value, float) else None

"""What speaks of a theme: parts of the framework, and rows of registers, found by the theme's own words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tht_xl.model.definition import Framework, Indicator
from tht_xl.partnership.view import cell_words
from tht_xl.partnership.view_input import ViewInput
from tht_xl.templates.definition import ColumnKind
from tht_xl.templates.lists import outcomes_of
from tht_xl.templates.registers import filled_register, load_register, register_names
from tht_xl.templates.table import Row, Table, Tables

PLANS = ("delivery-plan", "action-tracker", "commissioning-plan", "capital-schemes", "engagement-plan", "uses", "risks",
         "savings", "bodies", "forward-plan", "achievements", "facts")  # fmt: skip
"""Templates whose rows are searched: what is planned, done, known and met about. Forms of choices are not."""
OWNERS = ("owner", "lead", "body")
"""Columns that say who owns a row, the first that is filled."""
STATES = ("status", "state")


@dataclass(frozen=True, slots=True)
class Theme:
    """A cross-cutting theme or topical issue.

    Attributes:
        row: Its row.
        words: The words by which it is found, in small letters.
    """

    row: Row
    words: tuple[str, ...]

    def is_in(self, text: str) -> bool:
        """Return whether a text has one of its words, at the beginning of a word: "dementias" has "dementia"."""
        found = text.casefold()
        return any(re.search(rf"\b{re.escape(word)}", found) for word in self.words)


@dataclass(frozen=True, slots=True)
class ThemeMention:
    """A row that speaks of a theme.

    Attributes:
        register: What the register is called.
        place: Its sheet and row.
        says: What it says, the cell that has the word.
        owner: Who owns it; None where nobody is named.
        state: How far it is, in the register's own word.
        template: Id of the register's template.
    """

    register: str
    place: str
    says: str
    owner: str | None
    state: str | None
    template: str


def theme_of(row: Row) -> Theme:
    """Return a theme with its words."""
    words = (" ".join(each.split()).casefold() for each in str(row["words"] or "").split(";"))
    return Theme(row, tuple(filter(None, words)))


def searched_registers(given: ViewInput) -> tuple[Tables, ...]:
    """Return the registers to search: those that were given, else those of the papers; what is made up is left out."""
    named = tuple(each for template in PLANS for each in given.all(template))
    if named or not given.uses_packaged:
        return named
    about = [filled_register(name).about for name in register_names()]
    names = [each.id for each in about if each.template in PLANS and not each.illustrative
             and each.template != "commissioning-plan"]  # fmt: skip
    return tuple(load_register(name, today=given.as_of) for name in names)


def mentions(theme: Theme, registers: Sequence[Tables]) -> list[ThemeMention]:
    """Return the rows of registers that speak of a theme."""
    return [found for tables in registers for table in tables for found in _in_table(theme, tables, table)]


def _in_table(theme: Theme, tables: Tables, table: Table) -> Iterator[ThemeMention]:
    texts = [c.id for c in table.definition.columns if c.kind is ColumnKind.TEXT and not c.formula
             and c.id not in ("source", "id")]  # fmt: skip
    for row in table:
        said = next((str(row[each]) for each in texts if row[each] and row.is_released(each)
                     and theme.is_in(str(row[each]))), None)  # fmt: skip
        if said is not None:
            yield ThemeMention(
                tables.name,
                row.place,
                said + _figure(row),
                _first(row, OWNERS),
                _first(row, STATES),
                tables.template.id,
            )


def _figure(row: Row) -> str:
    """Return the figure that a fact states, with its unit: ": 65,000 people (modelled)"."""
    if "figure" not in row.table.columns or row["figure"] is None:
        return ""
    return f": {cell_words(row['figure'])} {row['unit'] or ''}".rstrip()


def _first(row: Row, columns: Sequence[str]) -> str | None:
    return next((str(row[each]) for each in columns if each in row.table.columns and row[each]), None)


def outcomes_about(theme: Theme, framework: Framework) -> dict[str, str]:
    """Return the priorities, statements or domains that speak of a theme, or were said to belong to it, by id."""
    named = _belonging(theme, "outcome")
    return {name: words for name, words in outcomes_of(framework).items()
            if name.casefold() in named or theme.is_in(words)}  # fmt: skip


def indicators_about(theme: Theme, framework: Framework) -> list[Indicator]:
    """Return the indicators whose name or definition speaks of a theme, or that were said to belong to it."""
    named = _belonging(theme, "indicator")
    return [each for each in framework.indicators
            if each.id.casefold() in named or theme.is_in(_text_of(each))]  # fmt: skip


def _text_of(indicator: Indicator) -> str:
    return f"{indicator.name} {indicator.short_name} {indicator.definition}"


def _belonging(theme: Theme, column: str) -> set[str]:
    tables = theme.row.table.tables
    wanted = str(theme.row["id"] or "").casefold()
    return {row[column].casefold() for row in tables["belongs"]
            if row[column] and str(row["subject"] or "").casefold() == wanted}  # fmt: skip

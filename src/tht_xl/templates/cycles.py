"""Find the computed columns that are computed from themselves, by whatever way through whichever tables."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from tht_xl.errors import DomainError
from tht_xl.formulas.parsing import parse
from tht_xl.formulas.references import references
from tht_xl.templates.checks import table_name
from tht_xl.templates.definition import TableDefinition, Template

_Place = tuple[str, str]
"""A table's name in expressions, and a heading of it."""


def circular_columns(template: Template) -> frozenset[tuple[str, str]]:
    """Return each column that its own formula leads back to: the table's id and the column's."""
    named = {
        (table_name(table.id), column.heading.casefold()): _named_in(column.formula, table)
        for table in template.tables
        for column in table.columns
        if column.formula
    }
    return frozenset(
        (table.id, column.id)
        for table in template.tables
        for column in table.columns
        if column.formula and _leads_back((table_name(table.id), column.heading.casefold()), named)
    )


def _named_in(formula: str, table: TableDefinition) -> frozenset[_Place]:
    try:
        found = list(references(parse(formula)))
    except DomainError:
        return frozenset()  # said elsewhere
    return frozenset((each.table or table_name(table.id), each.heading.casefold()) for each in found)


def _leads_back(start: _Place, named: Mapping[_Place, AbstractSet[_Place]]) -> bool:
    seen, left = set[_Place](), list(named[start])
    while left:
        place = left.pop()
        if place == start:
            return True
        if place in named and place not in seen:
            seen.add(place)
            left += named[place]
    return False

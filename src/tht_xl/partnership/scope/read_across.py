"""The read-across between two frameworks, walked both ways: what each thing of one is in the other, or nothing."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from tht_xl.errors import DefinitionError, UnknownNameError
from tht_xl.framework.load import framework_names, load_framework
from tht_xl.model.counted import counted
from tht_xl.model.definition import Framework
from tht_xl.partnership.checks import partnership_check, wrong
from tht_xl.partnership.given import Given
from tht_xl.partnership.view import Gap, View, ViewCell, ViewSection
from tht_xl.partnership.views import view
from tht_xl.templates.check import Wrong
from tht_xl.templates.table import Row, Tables

_THINGS: Final[Mapping[str, Callable[[Framework], dict[str, str]]]] = {
    "indicator": lambda f: {each.id: each.label for each in f.indicators},
    "statement": lambda f: {each.id: each.text for each in f.statements},
    "domain": lambda f: {each.id: each.name for each in f.domains},
    "objective": lambda f: {each.id: each.name for each in f.objectives},
    "priority": lambda f: {each.id: each.name for each in f.priorities},
}
"""The things of a framework that a link names, with what each is called."""
_NOTHING: Final = "nothing"
_BACKWARDS: Final = {"supports": "supported by", "part of": "includes"}
"""What a relation is called when it is read the other way round."""


@view("read-across", title="Read-across between frameworks", registers=("read-across",), of="a framework")
def read_across(given: Given) -> View:
    """Return for each thing of either framework what it is in the other, and what has no counterpart."""
    tables = given.register("read-across")
    pairs = _pairs(tables)
    if given.of and given.of not in {name for pair in pairs for name in pair}:
        raise UnknownNameError("framework", given.of, sorted({name for pair in pairs for name in pair}))
    chosen = [pair for pair in pairs if given.of in ("", *pair)]
    walks = [walk for one, other in chosen for walk in ((one, other), (other, one))]
    sections = [_walk(tables, *walk) for walk in walks]
    return View(
        "",
        tuple(_sentence(*walk, section) for walk, section in zip(walks, sections, strict=True)),
        tuple(sections),
        tuple(gap for walk, section in zip(walks, sections, strict=True) for gap in _gaps(*walk, section)),
    )


def _pairs(tables: Tables) -> list[tuple[str, str]]:
    found = [(row["from-framework"], row["to-framework"]) for row in tables["links"]]
    return list(dict.fromkeys(pair for pair in found if all(name in framework_names() for name in pair)))


def _walk(tables: Tables, one: str, other: str) -> ViewSection:
    """Return the table of what each thing of one framework is in another; written either way."""
    ours, theirs = load_framework(one), load_framework(other)
    links = list(_links(tables, one, other))
    rows: list[tuple[ViewCell, ...]] = []
    for kind in dict.fromkeys(kind for kind, *_ in links):
        names = {**_THINGS[kind](ours)}
        for thing in names:
            of_it = [link for link in links if link[:2] == (kind, thing)]
            rows += [(kind, names[thing], *_shown(link[2:], theirs)) for link in of_it] or [
                (kind, names[thing], _NOTHING, "", "", "")
            ]
    columns = ("Kind", f"In {one}", "Relation", f"In {other}", "Difference", "Standing")
    return ViewSection(f"From {one} to {other}", (), columns, tuple(rows))


def _links(tables: Tables, one: str, other: str) -> Iterator[tuple[str, str, str, str | None, str | None, str, str]]:
    for row in tables["links"]:
        rest = row["relation"] or "", row["to-kind"], row["to"], row["difference"] or "", row["standing"] or ""
        if (row["from-framework"], row["to-framework"]) == (one, other):
            yield row["from-kind"], row["from"], *rest
        elif (row["from-framework"], row["to-framework"]) == (other, one) and row["to"]:
            relation = _BACKWARDS.get(rest[0], rest[0])
            yield row["to-kind"], row["to"], relation, row["from-kind"], row["from"], rest[3], rest[4]


def _shown(link: tuple[str, str | None, str | None, str, str], theirs: Framework) -> tuple[ViewCell, ...]:
    relation, kind, thing, difference, standing = link
    name = _THINGS[kind](theirs).get(thing, thing) if kind and thing else ""
    return relation, name, difference, standing


def _sentence(one: str, other: str, section: ViewSection) -> str:
    things = {row[:2] for row in section.rows}
    without = {row[:2] for row in section.rows if row[2] == _NOTHING}
    same = {row[:2] for row in section.rows if row[2] == "same measure"}
    return (
        f"From {one} to {other}: {len(things) - len(without)} of {counted(len(things), 'thing')} have a counterpart, "
        f"{len(same)} the same measure; {len(without)} have none."
    )


def _gaps(one: str, other: str, section: ViewSection) -> Iterator[Gap]:
    without = [str(row[1]) for row in section.rows if row[2] == _NOTHING]
    if without:
        yield Gap(
            f"{one}: without a counterpart in {other}: {'; '.join(without)}", "", "Is there one, or is it left out?"
        )


@partnership_check("unknown-thing", template="read-across")
def unknown_things(tables: Tables, _: Framework) -> Iterator[Wrong]:
    """Yield each framework, and each thing of one, that is not there; the nearest name is given."""
    for row in tables["links"]:
        for side in ("from", "to"):
            yield from _unknown(row, side)


def _unknown(row: Row, side: str) -> Iterator[Wrong]:
    name, kind, thing = row[f"{side}-framework"], row[f"{side}-kind"], row[side]
    if not name:
        return
    try:
        framework = load_framework(name)
    except (UnknownNameError, DefinitionError) as error:
        yield wrong("unknown-thing", row, f"{side}-framework", error.message, expected="a framework", fix=error.remedy)
        return
    if kind in _THINGS and thing and thing not in (known := _THINGS[kind](framework)):
        error = UnknownNameError(kind, thing, list(known))
        yield wrong("unknown-thing", row, side, f"{error.message} in {name}", expected=f"the id of a {kind} of {name}",
                    fix=error.remedy)  # fmt: skip

"""The read-across between two frameworks, walked both ways: what each thing of one is in the other, or nothing."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from tht_xl.errors import UnknownNameError
from tht_xl.framework.load import framework_names, load_packaged
from tht_xl.model.counted import counted
from tht_xl.model.definition import Framework
from tht_xl.partnership.checks import partnership_check, wrong
from tht_xl.partnership.view import Gap, View, ViewCell, ViewSection
from tht_xl.partnership.view_input import ViewInput
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
_SAME: Final = "same measure"
_BACKWARDS: Final = {"supports": "supported by", "part of": "includes"}
"""What a relation is called when it is read the other way round."""


@dataclass(frozen=True, slots=True)
class _Link:
    """One thing of a framework and what it is in the other, whichever way round the row is written."""

    kind: str
    thing: str
    relation: str
    other_kind: str
    other: str
    difference: str
    standing: str


@dataclass(frozen=True, slots=True)
class _Crosswalk:
    """What each thing of one framework is in the other.

    Attributes:
        one: Id of the framework that is walked.
        other: Id of the other one.
        section: A row for each thing and link.
        things: How many things were looked up.
        same: How many of them are the same measure there.
        without: The names of those without a counterpart.
    """

    one: str
    other: str
    section: ViewSection
    things: int
    same: int
    without: tuple[str, ...]


@view("read-across", title="Read-across between frameworks", registers=("read-across",), of="a framework")
def read_across(given: ViewInput) -> View:
    """Return for each thing of either framework what it is in the other, and what has no counterpart."""
    tables = given.register("read-across")
    pairs = _pairs(tables, given.framework)
    known = sorted({name for pair in pairs for name in pair})
    if given.of and given.of not in known:
        raise UnknownNameError("framework", given.of, known)
    chosen = [pair for pair in pairs if given.of in ("", *pair)]
    walks = [_walk(tables, *walk, given.framework) for one, other in chosen for walk in ((one, other), (other, one))]
    return View(
        "",
        tuple(map(_sentence, walks)) or ("No two frameworks are linked.",),
        tuple(walk.section for walk in walks),
        tuple(gap for walk in walks for gap in _gaps(walk)),
    )


def _pairs(tables: Tables, ours: Framework) -> list[tuple[str, str]]:
    """Return the pairs of frameworks that are linked, each once whichever way round its rows are written."""
    found: dict[frozenset[str], tuple[str, str]] = {}
    for row in tables["links"]:
        pair = row["from-framework"], row["to-framework"]
        if all(name in (ours.id, *framework_names()) for name in pair) and len(set(pair)) > 1:
            found.setdefault(frozenset(pair), pair)
    return list(found.values())


def _framework(name: str, ours: Framework) -> Framework:
    # By its name, never by a path: no cell of a register can name a file.
    return ours if name == ours.id else load_packaged(name)


def _walk(tables: Tables, one: str, other: str, ours: Framework) -> _Crosswalk:
    """Return what each thing of one framework is in the other; a row counts from both sides."""
    walked, beside = _framework(one, ours), _framework(other, ours)
    links: dict[tuple[str, str], list[_Link]] = {}
    for link in _links(tables, one, other):
        links.setdefault((link.kind, link.thing), []).append(link)
    rows: list[tuple[ViewCell, ...]] = []
    without: list[str] = []
    things = same = 0
    for kind in dict.fromkeys(kind for kind, _ in links):
        for thing, name in _THINGS[kind](walked).items():
            of_it = links.get((kind, thing), [])
            counterparts = [link for link in of_it if link.relation != _NOTHING]
            rows += [(kind, name, link.relation, _name(link, beside), link.difference, link.standing) for link in of_it]
            if not of_it:
                rows.append((kind, name, _NOTHING, "", "", ""))
            if not counterparts:
                without.append(name)
            things, same = things + 1, same + any(link.relation == _SAME for link in counterparts)
    columns = ("Kind", f"In {one}", "Relation", f"In {other}", "Difference", "Standing")
    section = ViewSection(f"From {one} to {other}", (), columns, tuple(rows))
    return _Crosswalk(one, other, section, things, same, tuple(without))


def _links(tables: Tables, one: str, other: str) -> Iterator[_Link]:
    for row in tables["links"]:
        ends, pair = (row["from-kind"], row["from"], row["to-kind"], row["to"]), (one, other)
        relation = row["relation"] or ""
        if (row["to-framework"], row["from-framework"]) == pair:
            ends, relation = (*ends[2:], *ends[:2]), _BACKWARDS.get(relation, relation)
        elif (row["from-framework"], row["to-framework"]) != pair:
            continue
        kind, thing, other_kind, its = ends
        if kind in _THINGS and thing and relation:
            yield _Link(kind, thing, relation, other_kind or "", its or "", row["difference"] or "",
                        row["standing"] or "")  # fmt: skip


def _name(link: _Link, beside: Framework) -> str:
    return _THINGS[link.other_kind](beside).get(link.other, link.other) if link.other_kind in _THINGS else link.other


def _sentence(walk: _Crosswalk) -> str:
    return (
        f"From {walk.one} to {walk.other}: {walk.things - len(walk.without)} of {counted(walk.things, 'thing')} have a "
        f"counterpart, {walk.same} the same measure; {len(walk.without)} have none."
    )


def _gaps(walk: _Crosswalk) -> Iterator[Gap]:
    if walk.without:
        said = f"{walk.one}: without a counterpart in {walk.other}: {'; '.join(walk.without)}"
        yield Gap(said, "", "Is there one, or is it left out?")


@partnership_check("unknown-thing", template="read-across")
def unknown_things(tables: Tables, framework: Framework) -> Iterator[Wrong]:
    """Yield each framework, and each thing of one, that is not there; the nearest name is given."""
    for row in tables["links"]:
        for side in ("from", "to"):
            yield from _unknown(row, side, framework)


def _unknown(row: Row, side: str, ours: Framework) -> Iterator[Wrong]:
    name, kind, thing = row[f"{side}-framework"], row[f"{side}-kind"], row[side]
    if not name:
        return
    try:
        framework = _framework(name, ours)
    except UnknownNameError as error:
        yield wrong("unknown-thing", row, f"{side}-framework", error.message, expected="a framework", fix=error.remedy)
        return
    if kind in _THINGS and thing and thing not in (known := _THINGS[kind](framework)):
        error = UnknownNameError(kind, thing, list(known))
        yield wrong("unknown-thing", row, side, f"{error.message} in {name}", expected=f"the id of a {kind} of {name}",
                    fix=error.remedy)  # fmt: skip

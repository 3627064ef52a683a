"""The areas of a day, their generations and changes, and the names that stay unresolved."""

from collections.abc import Iterator
from datetime import date

from tht_xl.model.counted import counted
from tht_xl.model.definition import Area, Framework
from tht_xl.model.periods.label import day_label
from tht_xl.partnership.places.validity import areas_called, generations, is_valid
from tht_xl.partnership.view import Gap, View, ViewCell, ViewSection
from tht_xl.partnership.view_input import ViewInput
from tht_xl.partnership.views import view
from tht_xl.templates.table import Tables

_KINDS = {
    "borough": ("borough", "boroughs"),
    "locality": ("locality", "localities"),
    "lap": ("local area partnership", "local area partnerships"),
    "ward": ("ward", "wards"),
    "network": ("primary care network", "primary care networks"),
}

_PLURALS = {"ward": "wards", "network": "networks", "locality": "localities", "lap": "local area partnerships",
            "practice": "practices"}  # fmt: skip


@view("areas", title="Areas", registers=("area-history",), of="the name of an area")
def areas(given: ViewInput) -> View:
    """Return which areas there are on a day, each generation with its dates, and what changed."""
    framework, history = given.framework, given.optional("area-history")
    if given.of:
        return _one_name(given.of, given)
    there = {kind: [each for each in framework.areas if each.kind == kind and is_valid(each, given.as_of, given.as_of)]
             for kind in _KINDS}  # fmt: skip
    said = ", ".join(counted(len(some), *_KINDS[kind]) for kind, some in there.items() if some)
    renamed = sum(row["kind"] == "ward" and row["breaks"] == "no" for row in history["changes"]) if history else 0
    sections = [_kind_section(framework, kind) for kind in _KINDS if any(each.kind == kind for each in framework.areas)]
    return View(
        "",
        (
            f"On {day_label(given.as_of)}: {said or 'no area'}.",
            *(
                (f"{counted(renamed, 'ward was', 'wards were')} renamed without a change of boundary.",)
                if renamed
                else ()
            ),
            "Which ward lies in which local area partnership and locality is not published: it stays unknown.",
        ),
        (*sections, *(_history(history) if history else ())),
        tuple(_gaps(history, framework) if history else ()),
    )


def _kind_section(framework: Framework, kind: str) -> ViewSection:
    rows: list[tuple[ViewCell, ...]] = []
    said: list[str] = []
    for first, last, some in generations(framework, kind):
        said.append(f"{counted(len(some), *_KINDS[kind])} {_days(first, last)}.")
        rows += [(each.name, each.id, each.code or None, first, _to(each), "; ".join(each.aliases), each.note)
                 for each in some]  # fmt: skip
    columns = ("Name", "Id", "Code", "Valid from", "Valid to", "Also called", "Note")
    return ViewSection(_KINDS[kind][1].capitalize(), tuple(said), columns, tuple(rows))


def _to(area: Area) -> ViewCell:
    return area.valid_to or ("today" if area.valid_from else None)


def _days(first: date | None, last: date | None) -> str:
    if first is None and last is None:
        return "without dates"
    since = f"from {day_label(first)}" if first else ""
    return f"{since} {f'to {day_label(last)}' if last else 'on'}".strip()


def _history(history: Tables) -> Iterator[ViewSection]:
    rows = tuple(
        (row["what"], row["before"], row["after"], str(row["when"]) if row["when"] else None, row["breaks"],
         row["source"], row["note"] or "")
        for row in history["changes"]
    )  # fmt: skip
    columns = ("What changed", "Before", "After", "When", "Breaks series", "Source", "Note")
    said = [
        f"{row['before']} {_PLURALS[row['kind']]} became {row['after']}" + (f" in {row['when']}" if row["when"] else "")
        for row in history["changes"]
        if row["before"] != row["after"] and row["kind"] in _PLURALS
    ]
    yield ViewSection("Changes", (f"{', '.join(said)}.",) if said else (), columns, rows)
    names = tuple((row["written"], str(row["day"]), row["why"], row["source"]) for row in history["unresolved"])
    yield ViewSection("Names that stay unresolved", (), ("As written", "In", "Why", "Source"), names)


def _gaps(history: Tables, framework: Framework) -> Iterator[Gap]:
    for row in history["unresolved"]:
        if row["written"] and row["day"]:
            there = [each for each in areas_called(row["written"], framework)
                     if is_valid(each, row["day"].start, row["day"].end)]  # fmt: skip
            resolved = f"; {there[0].id} was there then" if there else ""
            yield Gap(f"{row['written']} of {row['day']} is unresolved{resolved}", row.place, row["ask"] or "")


def _one_name(name: str, given: ViewInput) -> View:
    found = areas_called(name, given.framework)
    rows = tuple(
        (each.name, each.id, each.kind, each.code or None, each.valid_from, _to(each), each.note) for each in found
    )
    there = [each for each in found if is_valid(each, given.as_of, given.as_of)]
    on = day_label(given.as_of)
    said = f"On {on} the name {name!r} is {there[0].id}." if len(there) == 1 else f"On {on} no area is called {name!r}."
    if len(there) > 1:
        said = f"On {on} the name {name!r} is {' and '.join(each.id for each in there)}."
    columns = ("Name", "Id", "Kind", "Code", "Valid from", "Valid to", "Note")
    gaps = () if there else (Gap(f"{name!r} is unresolved on {on}", "", _nearest(name, given)),)
    return View(f"Areas called {name}", (said, *_breaks(found)), (ViewSection("", (), columns, rows),), gaps)


def _breaks(found: tuple[Area, ...]) -> Iterator[str]:
    starts = sorted({each.valid_from for each in found if each.kind == "ward" and each.valid_from})
    for start in starts[1:]:
        yield f"A series of that name breaks on {day_label(start)}: the boundary changed."


def _nearest(name: str, given: ViewInput) -> str:
    close = [each.id for each in given.framework.areas
             if is_valid(each, given.as_of, given.as_of) and name.casefold() in each.name.casefold()]  # fmt: skip
    return f"Is {' or '.join(close)} meant?" if close else "Which area is meant?"

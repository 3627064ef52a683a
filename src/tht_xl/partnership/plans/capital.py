"""Capital schemes: openings by year at their earliest and latest beside what the plan promises, and by locality."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from tht_xl.errors import UnknownNameError
from tht_xl.model.counted import counted
from tht_xl.model.join_words import join_words
from tht_xl.partnership.plans.groupings import is_same
from tht_xl.partnership.plans.milestones import rows_in_words
from tht_xl.partnership.plans.openings import (
    Opening,
    openings_by_year,
    openings_of,
    planned_openings,
    year_of,
    years_that_fit,
)
from tht_xl.partnership.table_section import gap_place
from tht_xl.partnership.view import Gap, View, ViewCell, ViewSection
from tht_xl.partnership.view_input import ViewInput
from tht_xl.partnership.views import view
from tht_xl.templates.table import Tables

SCHEME_COLUMNS = (
    "No.",
    "Scheme",
    "As printed",
    "Earliest",
    "Latest",
    "Forecast",
    "Slippage (years)",
    "Status",
    "Owner",
)
NO_YEAR = "no year stated"


@view(
    "capital-schemes",
    title="Capital schemes",
    registers=("capital-schemes",),
    by=("year", "locality", "status"),
    of="one locality, such as North West",
)
def capital_schemes(given: ViewInput) -> View:
    """Return how many schemes open when and where."""
    register = given.register("capital-schemes")
    openings = openings_of(register["schemes"])
    if given.of:
        known = dict.fromkeys(each.row["locality"] for each in openings if each.row["locality"])
        if not any(is_same(each, given.of) for each in known):
            raise UnknownNameError("locality", given.of, list(known))
        openings = [each for each in openings if is_same(each.row["locality"], given.of)]
    planned = planned_openings(register["planned"]) if not given.of else {}
    sentences = tuple(_sentences(register, openings, planned))
    sections = {"": _by_year, "year": _by_year, "locality": _by_locality, "status": _by_status}[given.by]
    return View(register.name, sentences, tuple(sections(openings, planned)),
                tuple(_gaps(register, openings, planned)))  # fmt: skip


def _sentences(register: Tables, openings: list[Opening], planned: Mapping[int, int]) -> Iterator[str]:
    places = Counter(str(each.row["locality"] or "no locality") for each in openings)
    yield (f"{counted(len(openings), 'scheme')} in {counted(len(places), 'locality', 'localities')}: "
           f"{', '.join(f'{count} {place}' for place, count in places.items())}.")  # fmt: skip
    dropped = [row for row in register["schemes"] if row["status"] == "dropped"]
    if dropped:
        yield f"{counted(len(dropped), 'scheme is', 'schemes are')} dropped, and not counted."
    if planned:
        yield from _against_the_plan(openings, planned)


def _against_the_plan(openings: list[Opening], planned: Mapping[int, int]) -> Iterator[str]:
    promised = [each for each in openings if not each.is_outside_plan]
    outside = [each.name for each in openings if each.is_outside_plan]
    years = sorted(planned)
    promise = _sum([planned[year] for year in years])
    earliest, latest = (
        _sum([openings_by_year(promised, latest=at)[year] for year in years]) for at in (False, True)
    )  # fmt: skip
    yield (
        f"For {join_words([str(year) for year in years])} the plan promises {promise}"
        f"{f', besides {join_words(outside)}' if outside else ''}. The schemes come to {earliest} at their earliest "
        f"and to {latest} at their latest."
    )
    agree = [name for name, words in (("earliest", earliest), ("latest", latest)) if words == promise]
    if agree:
        yield f"At their {join_words(agree)} they agree with the plan."
        return
    fit = years_that_fit(promised, planned)
    if fit is None:
        yield "Neither agrees with the plan, and no years within the ranges would."
        return
    moved = [each for each in promised if each.is_range and each.row.number in fit]
    opened = [f"{each.name}{'' if at else ' opened'} in {fit[each.row.number]}" for at, each in enumerate(moved)]
    yield f"Neither agrees with the plan. They would if {join_words(opened)}."


def _sum(numbers: Sequence[int]) -> str:
    words = "+".join(map(str, numbers))
    return f"{words} = {sum(numbers)}" if len(numbers) > 1 else words


def _by_year(openings: list[Opening], planned: Mapping[int, int]) -> Iterator[ViewSection]:
    promised = [each for each in openings if not each.is_outside_plan]
    earliest, latest = openings_by_year(promised, latest=False), openings_by_year(promised, latest=True)
    outside = [each for each in openings if each.is_outside_plan]
    ranges = [range(each.years[0], each.years[1] + 1) for each in openings if each.years]
    years = sorted({*planned, *(year for each in ranges for year in each)})
    rows: list[tuple[ViewCell, ...]] = [
        (str(year), earliest[year], latest[year], planned.get(year),
         _names(each for each in promised if each.years and each.years[0] <= year <= each.years[1]),
         _names(each for each in outside if each.years and each.years[0] == year))
        for year in years
    ]  # fmt: skip
    undated = [each for each in openings if each.years is None]
    if undated:
        names = [_names(each for each in undated if each.is_outside_plan is which) for which in (False, True)]
        count = sum(not each.is_outside_plan for each in undated)
        rows.append((NO_YEAR, count, count, None, *names))
    without = sum(each.years is None for each in promised)
    promise = sum(planned.values()) if planned else None
    rows.append(("All", earliest.total() + without, latest.total() + without, promise,
                 counted(len(promised), "scheme"), counted(len(outside), "scheme")))  # fmt: skip
    columns = ("Year", "At the earliest", "At the latest", "Promised", "May open", "Besides the plan")
    yield ViewSection("Openings by year", (), columns, tuple(rows))
    yield _matrix(openings)
    yield ViewSection("Schemes", (), ("Locality", *SCHEME_COLUMNS),
                      tuple((each.row["locality"], *_scheme(each)) for each in openings))  # fmt: skip


def _names(openings: Iterable[Opening]) -> str:
    return join_words([each.name for each in openings]) or "none"


def _matrix(openings: list[Opening]) -> ViewSection:
    years = sorted({year for each in openings if each.years for year in each.years})
    rows: list[tuple[ViewCell, ...]] = []
    for place, group in _groups(openings, "locality"):
        earliest, latest = openings_by_year(group, latest=False), openings_by_year(group, latest=True)
        cells = [f"{earliest[y]}" if earliest[y] == latest[y] else f"{earliest[y]}, then {latest[y]}" for y in years]
        rows.append((place, len(group), *cells, str(sum(each.years is None for each in group))))
    said = "Where two numbers are given, the first is at the earliest and the second at the latest."
    columns = ("Locality", "Schemes", *map(str, years), NO_YEAR.capitalize())
    return ViewSection("Openings by locality and year", (said,), columns, tuple(rows))


def _by_locality(openings: list[Opening], _: Mapping[int, int]) -> Iterator[ViewSection]:
    yield _matrix(openings)
    yield from _sections(openings, "locality")


def _by_status(openings: list[Opening], _: Mapping[int, int]) -> Iterator[ViewSection]:
    yield from _sections(openings, "status")


def _sections(openings: list[Opening], column: str) -> Iterator[ViewSection]:
    for heading, group in _groups(openings, column):
        rows = tuple(_scheme(each) for each in group)
        yield ViewSection(
            heading[0].upper() + heading[1:], (f"{counted(len(group), 'scheme')}.",), SCHEME_COLUMNS, rows
        )


def _groups(openings: list[Opening], column: str) -> list[tuple[str, list[Opening]]]:
    groups: dict[str, list[Opening]] = {}
    for each in openings:
        groups.setdefault(str(each.row[column] or f"no {column} stated"), []).append(each)
    return list(groups.items())


def _scheme(each: Opening) -> tuple[ViewCell, ...]:
    row, years = each.row, each.years or ("", "")
    given = [str(year) if year else None for year in years]
    forecast = year_of(row["forecast"])
    return (
        row["id"],
        row["scheme"],
        row["printed"],
        *given,
        forecast and str(forecast),
        row["slippage"],
        row["status"],
        row["owner"],
    )


def _gaps(register: Tables, openings: list[Opening], planned: Mapping[int, int]) -> Iterator[Gap]:
    promised = [each for each in openings if not each.is_outside_plan]
    differ = [year for year in sorted(planned) if planned[year] not in _possible(promised, year)]
    ranged = [each for each in promised if each.is_range]
    if planned and any(openings_by_year(promised, latest=at) != Counter(planned) for at in (False, True)):
        where = rows_in_words(row for row in register["planned"] if row["year"] is not None)
        asked = (
            f"When do {join_words([each.name for each in ranged])} open?" if ranged else "Which of the two is right?"
        )
        yield Gap("The openings promised and the years of the schemes differ", where, asked)
    for year in differ:
        yield Gap(
            f"{year}: {planned[year]} promised, which no years within the ranges give", "", "Which scheme is missing?"
        )
    for each in openings:
        if each.years is None:
            yield Gap(f"{each.name}: no year is stated", gap_place(each.row, "latest"),
                      "When did it open?" if each.row["status"] == "open" else "When will it open?")  # fmt: skip
        elif planned and not each.is_outside_plan and each.years[0] > max(planned):
            yield Gap(f"{each.name}: {each.years[0]}, after the last year that is promised ({max(planned)})",
                      each.row.place, "Is it one of the programme?")  # fmt: skip
    known = {str(row["id"] or "").casefold(): row for row in register["localities"]}
    for each in openings:
        if str(each.row["locality"] or "").casefold() not in known:
            said = f"{each.name}: {each.row['locality'] or 'no locality'} is not in the list"
            yield Gap(said, gap_place(each.row, "locality"), "Where is it?")
    for row in known.values():
        if row["area"] is None:
            yield Gap(f"{row['id']}: which area of the framework it is, is not stated", row.place, "Which is it?")


def _possible(openings: list[Opening], year: int) -> range:
    """Return how many may open in a year."""
    sure = sum(each.years == (year, year) for each in openings)
    return range(sure, sum(each.years is not None and each.years[0] <= year <= each.years[1] for each in openings) + 1)

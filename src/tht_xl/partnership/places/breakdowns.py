"""By which areas and protected characteristics an indicator can be shown; "not collected" where it cannot."""

from collections.abc import Iterator

from tht_xl.errors import UnknownNameError
from tht_xl.model.counted import counted
from tht_xl.model.definition import Framework, Indicator
from tht_xl.partnership.coverage.data import current_indicators
from tht_xl.partnership.view import Gap, View, ViewCell, ViewSection
from tht_xl.partnership.view_input import ViewInput
from tht_xl.partnership.views import view
from tht_xl.templates.load import load_template
from tht_xl.templates.table import Row, Tables

AREA_KINDS = {"country": "countries", "region": "regions", "borough": "boroughs", "locality": "localities",
              "lap": "local area partnerships", "ward": "wards", "network": "networks"}  # fmt: skip
NOT_COLLECTED = "not collected"
_HEADINGS = ("Characteristic", "Collected", "Groups", "Other indicator", "Source")


@view("breakdowns", title="Breakdowns", registers=("breakdowns", "area-values"), of="an indicator")
def breakdowns(given: ViewInput) -> View:
    """Return by which areas and which of the nine characteristics an indicator, or every current one, can be shown."""
    tables, framework = given.optional("breakdowns", of_framework=True), given.framework
    columns = load_template("breakdowns").table("breakdowns").columns
    characteristics = next(column.values for column in columns if column.id == "characteristic")
    areas = _areas(given)
    if given.of:
        return _one(_indicator(framework, given.of), tables, characteristics, areas, given)
    live = current_indicators(framework)
    rows = {each.id: _collected(tables, each.id) for each in live}
    having = [each for each in live if rows[each.id]]
    table = tuple(
        (each.label, _area_words(areas.get(each.id, {})), *(_word(rows[each.id].get(name)) for name in characteristics))
        for each in live
    )
    within = [each for each in live if set(areas.get(each.id, {})) & {"locality", "lap", "ward"}]
    return View(
        "",
        (
            f"{len(having)} of {counted(len(live), 'current indicator')} can be shown by a protected characteristic, "
            f"{len(within)} by ward, locality or local area partnership.",
            "Not collected means that no figures by it are held here; a source may have some.",
        ),
        (ViewSection("Current indicators", (), ("Indicator", "Areas", *map(str.capitalize, characteristics)), table),),
        tuple(_gaps(characteristics, rows)),
    )


def _indicator(framework: Framework, name: str) -> Indicator:
    found = next((each for each in framework.indicators if each.id == name.strip().casefold()), None)
    if found is None:
        raise UnknownNameError("indicator", name, [each.id for each in framework.indicators])
    return found


def _one(
    indicator: Indicator,
    tables: Tables | None,
    characteristics: tuple[str, ...],
    areas: dict[str, dict[str, list[str]]],
    given: ViewInput,
) -> View:
    rows, kinds = _collected(tables, indicator.id), areas.get(indicator.id, {})
    by_characteristic: list[tuple[ViewCell, ...]] = [
        (name.capitalize(), _word(rows.get(name)), rows[name]["detail"] if name in rows else "",
         (rows[name]["other"] or "") if name in rows else "", (rows[name]["source"] or "") if name in rows else "")
        for name in characteristics
    ]  # fmt: skip
    by_area: list[tuple[ViewCell, ...]] = [
        (kind, len(kinds.get(kind, ())), ", ".join(kinds.get(kind, ())) or NOT_COLLECTED)
        for kind in AREA_KINDS
        if any(each.kind == kind for each in given.framework.areas)
    ]
    collected = [name for name in characteristics if name in rows]
    return View(
        f"{indicator.name}: breakdowns",
        (
            f"{len(collected)} of {len(characteristics)} protected characteristics"
            + (f": {', '.join(collected)}." if collected else "."),
        ),
        (
            ViewSection("Protected characteristics", (), _HEADINGS, tuple(by_characteristic)),
            ViewSection("Areas", (), ("Kind", "Areas", "Which"), tuple(by_area)),
        ),
    )  # fmt: skip


def _collected(tables: Tables | None, indicator: str) -> dict[str, Row]:
    rows = [
        row
        for row in (tables["breakdowns"] if tables is not None else ())
        if row["indicator"] == indicator and row["characteristic"]
    ]
    return {row["characteristic"]: row for row in rows if row["collected"] in ("published", "collected")}


def _word(row: Row | None) -> str:
    return row["collected"] if row is not None else NOT_COLLECTED


def _areas(given: ViewInput) -> dict[str, dict[str, list[str]]]:
    """Return the areas that each indicator has figures of, by kind."""
    kinds = {each.id: (each.kind, each.name) for each in given.framework.areas}
    found: dict[str, dict[str, list[str]]] = {}

    def add(indicator: str, area: str | None) -> None:
        if area in kinds:
            kind, name = kinds[area]
            names = found.setdefault(indicator, {}).setdefault(kind, [])
            if name not in names:
                names.append(name)

    for indicator in given.framework.indicators:
        # A partner returns its figures, which are not among the definitions.
        add(indicator.id, given.framework.home if indicator.owner else None)
    for series in given.framework.published:
        for area, values in series.values.items():
            if values:
                add(series.indicator, area)
    for name in given.results.by_indicator if given.results else ():
        add(name, given.framework.home)
    values = given.registers.get("area-values")
    indicators = {row["id"]: row["indicator"] for row in values["measures"]} if values else {}
    for row in values["values"] if values else ():
        add(indicators.get(row["measure"]) or "", row["area"])
    return found


def _area_words(kinds: dict[str, list[str]]) -> str:
    return (
        "; ".join(f"{counted(len(kinds[kind]), kind, AREA_KINDS[kind])}" for kind in AREA_KINDS if kind in kinds)
        or NOT_COLLECTED
    )


def _gaps(characteristics: tuple[str, ...], rows: dict[str, dict[str, Row]]) -> Iterator[Gap]:
    for name in characteristics:
        if not any(name in some for some in rows.values()):
            yield Gap(f"No current indicator is shown by {name}", "", "Which source has it, and may it be shown?")

"""Who uses which metric: what several share, what two measure twice, and what nobody uses."""

from collections.abc import Iterator, Mapping, Sequence

from tht_xl.model.counted import counted
from tht_xl.model.definition import Framework
from tht_xl.partnership.checks import partnership_check, wrong
from tht_xl.partnership.view import Gap, View, ViewCell, ViewSection
from tht_xl.partnership.view_input import ViewInput
from tht_xl.partnership.views import view
from tht_xl.templates.check import Wrong
from tht_xl.templates.table import Row, Tables

_Users = Mapping[str, Sequence[Row]]
"""The uses of each metric, or by each service."""


@view("uses", title="Who uses which metric", registers=("uses",), by=("part", "metric", "service"))
def uses(given: ViewInput) -> View:
    """Return the services and strategies that use each metric, the overlaps, and what is used by nobody."""
    tables = given.register("uses")
    metrics = [str(name) for name in tables.lists["framework.indicators"]]
    names = {row["id"]: row["name"] or row["id"] for row in tables["services"] if row["id"]}
    of_metric, of_service = _grouped(tables, "metric", metrics), _grouped(tables, "service", names)
    unused = [name for name, rows in of_metric.items() if not rows]
    idle = [name for name, rows in of_service.items() if not rows]
    shared = {name: rows for name, rows in of_metric.items() if len({row["service"] for row in rows}) > 1}
    twice = {name: rows for name, rows in of_metric.items() if len(_measuring(rows)) > 1}
    sentences = (
        f"{counted(len(names), 'service or strategy', 'services and strategies')} and "
        f"{counted(len(metrics), 'metric')}: {counted(len(unused), 'metric is', 'metrics are')} used by nobody, "
        f"{counted(len(idle), 'service or strategy has', 'services and strategies have')} no metric.",
        f"{counted(len(shared), 'metric is', 'metrics are')} used by more than one; "
        f"{counted(len(twice), 'metric is', 'metrics are')} measured by two of them.",
    )
    main = (
        _by_service(of_service, names) if given.by == "service"
        else _by_metric(of_metric, names) if given.by == "metric" else _by_part(tables, names)
    )  # fmt: skip
    return View(
        "",
        sentences,
        (main, _same(tables), _alone(unused, idle, names)),
        tuple(_gaps(tables, twice, unused, idle, names)),
    )


def _grouped(tables: Tables, column: str, known: Sequence[str] | Mapping[str, str]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {name: [] for name in known}
    for row in _complete(tables):
        if row[column] in found:
            found[row[column]].append(row)
    return found


def _complete(tables: Tables) -> list[Row]:
    """Return the uses that name both a metric and who uses it; the check says what the others lack."""
    return [row for row in tables["uses"] if row["metric"] and row["service"]]


def _measuring(rows: Sequence[Row]) -> list[str]:
    return list(dict.fromkeys(row["service"] for row in rows if row["how"] == "measures"))


def _by_part(tables: Tables, names: Mapping[str, str]) -> ViewSection:
    complete = _complete(tables)
    rows: list[tuple[ViewCell, ...]] = []
    for part in dict.fromkeys(row["part"] or "" for row in complete):
        of_it = [row for row in complete if (row["part"] or "") == part]
        services, metrics = (list(dict.fromkeys(row[column] for row in of_it)) for column in ("service", "metric"))
        rows.append((part or None, "; ".join(names.get(each, each) for each in services), "; ".join(metrics)))
    return ViewSection("By part", (), ("Part", "Services and strategies", "Metrics"), tuple(rows))


def _by_metric(of_metric: _Users, names: Mapping[str, str]) -> ViewSection:
    rows: list[tuple[ViewCell, ...]] = [
        (metric, len(services), "; ".join(names.get(each, each) for each in services), _parts(rows))
        for metric, rows in of_metric.items()
        if (services := list(dict.fromkeys(row["service"] for row in rows)))
    ]
    return ViewSection("Metrics that are used", (), ("Metric", "Users", "Services and strategies", "Part"), tuple(rows))


def _by_service(of_service: _Users, names: Mapping[str, str]) -> ViewSection:
    rows: list[tuple[ViewCell, ...]] = [
        (names[service], len(rows), "; ".join(row["metric"] for row in rows) or "none", _parts(rows))
        for service, rows in of_service.items()
    ]
    return ViewSection("Services and strategies", (), ("Service or strategy", "Metrics", "Which", "Part"), tuple(rows))


def _parts(rows: Sequence[Row]) -> str:
    return "; ".join(dict.fromkeys(row["part"] for row in rows if row["part"]))


def _same(tables: Tables) -> ViewSection:
    rows = tuple(
        (row["metric"], row["other"], row["difference"], row["source"] or "") for row in tables["same-measures"]
    )
    said = f"{counted(len(rows), 'pair measures', 'pairs measure')} the same thing under two names."
    return ViewSection("One measure under two names", (said,), ("Metric", "Other", "Difference", "Source"), rows)


def _alone(unused: Sequence[str], idle: Sequence[str], names: Mapping[str, str]) -> ViewSection:
    rows: tuple[tuple[ViewCell, ...], ...] = (
        *(("metric that nobody uses", name) for name in unused),
        *(("service or strategy without a metric", names[name]) for name in idle),
    )
    return ViewSection("Without a counterpart", (), ("What", "Which"), rows)


def _gaps(
    tables: Tables, twice: _Users, unused: Sequence[str], idle: Sequence[str], names: Mapping[str, str]
) -> Iterator[Gap]:
    for metric, rows in twice.items():
        both = " and ".join(names.get(each, each) for each in _measuring(rows))
        yield Gap(f"{metric} is measured by {both}", rows[0].place, "Which of them collects it for all?")
    for row in tables["same-measures"]:
        yield Gap(f"{row['metric']} and {row['other']} measure the same", row.place, "Which of the two stays?")
    if unused:
        yield Gap(f"Used by nobody: {', '.join(unused)}", "", "Who uses them? If nobody does, why are they kept?")
    places = {row["id"]: row.place for row in tables["services"]}
    for name in idle:
        yield Gap(f"{names[name]}: no metric", places[name], "Which metric shows whether it works?")


@partnership_check("same-measure-twice", template="uses")
def same_measure_twice(tables: Tables, _: Framework) -> Iterator[Wrong]:
    """Yield each use that measures what another service measures under another id."""
    pairs = {frozenset((row["metric"], row["other"])) for row in tables["same-measures"]}
    measuring = [row for row in tables["uses"] if row["how"] == "measures"]
    for number, row in enumerate(measuring):
        for earlier in measuring[:number]:
            if frozenset((row["metric"], earlier["metric"])) in pairs and row["service"] != earlier["service"]:
                given = f"{earlier['service']} measures the same as {earlier['metric']} (row {earlier.number})"
                yield wrong("same-measure-twice", row, "metric", given, expected="each thing measured once",
                            fix="Agree which of the two collects it", is_error=False)  # fmt: skip

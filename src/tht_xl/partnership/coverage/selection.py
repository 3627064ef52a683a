"""The choice of metrics: for each statement and life-course group primary, secondary, none suits, or to choose."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from tht_xl.model.counted import counted
from tht_xl.model.definition import Framework
from tht_xl.partnership.checks import partnership_check, wrong
from tht_xl.partnership.sound_rows import sound_rows
from tht_xl.partnership.view import Gap, View, ViewCell, ViewSection
from tht_xl.partnership.view_input import ViewInput
from tht_xl.partnership.views import view
from tht_xl.templates.check import Wrong
from tht_xl.templates.table import Row, Tables


@dataclass(frozen=True, slots=True)
class _ChoiceCell:
    """One statement and group: its rows, and those of them that are counted because nothing is wrong with them."""

    rows: list[Row]
    counted: list[Row]

    @property
    def state(self) -> str:
        """Whether it is chosen, proposed or still to choose."""
        decided = {row["standing"] for row in self.counted if row["choice"] not in (None, "to choose")}
        if not decided:
            return "to choose"
        return "chosen" if decided == {"agreed"} else "proposed"

    def words(self, labels: dict[str, str]) -> str:
        """Return what its rows say."""
        said = [
            f"{row['choice']}: {labels.get(row['metric'], row['metric'])}" if row["metric"] else str(row["choice"])
            for row in self.rows
            if row["choice"]
        ]
        marks = ["proposed"] * (self.state == "proposed") + ["not counted: wrong"] * (
            len(self.counted) < len(self.rows)
        )
        return "; ".join(said) + (f" ({', '.join(marks)})" if marks else "") if said else "no row"


_Cells = dict[tuple[str, str], _ChoiceCell]
"""The cells by statement and group."""
_NO_ROWS = _ChoiceCell([], [])


@view("selection", title="Choice of metrics", registers=("metric-selection",), by=("statement", "group"))
def selection(given: ViewInput) -> View:
    """Return what each life-course group has chosen for each statement, and what is still to choose."""
    tables, framework = given.register("metric-selection"), given.framework
    groups = {row["id"]: row["name"] for row in tables["groups"] if row["id"] and row["name"]}
    statements = [each.id for each in framework.statements]
    cells = _cells(tables, framework)
    states = [cells.get(place, _NO_ROWS).state for place in product(statements, groups)]
    uncounted = sum(len(cell.rows) - len(cell.counted) for cell in cells.values())
    chosen, proposed = states.count("chosen"), states.count("proposed")
    sentences = (
        f"{len(states)} cells, {len(statements)} statements by {counted(len(groups), 'life-course group')}: "
        f"{chosen} chosen, {proposed} proposed, {len(states) - chosen - proposed} to choose.",
        *((f"{counted(uncounted, 'row is', 'rows are')} not counted: something is wrong there.",) if uncounted else ()),
        *_when_due(tables, given, is_done=chosen == len(states)),
    )
    labels = {each.id: each.label for each in framework.indicators}
    made = _by_group if given.by == "group" else _by_statement
    return View(
        "",
        sentences,
        (*made(framework, groups, cells, labels), _reasons(tables, groups, labels), _matched(tables, framework)),
        tuple(_gaps(framework, groups, cells, tables)),
    )


def _cells(tables: Tables, framework: Framework) -> _Cells:
    cells: _Cells = {}
    sound = {row.number for row in sound_rows(tables, "selection", framework)}
    for row in tables["selection"]:
        cell = cells.setdefault((row["statement"], row["group"]), _ChoiceCell([], []))
        cell.rows.append(row)
        if row.number in sound:
            cell.counted.append(row)
    return cells


def _by_statement(
    framework: Framework, groups: dict[str, str], cells: _Cells, labels: dict[str, str]
) -> Iterator[ViewSection]:
    domains = {each.id: each.name for each in framework.domains}
    rows: list[tuple[ViewCell, ...]] = [
        (domains[each.domain], each.text, *(cells.get((each.id, group), _NO_ROWS).words(labels) for group in groups))
        for each in framework.statements
    ]
    yield ViewSection("Metrics of each statement", (), ("Domain", "Statement", *groups.values()), tuple(rows))


def _by_group(
    framework: Framework, groups: dict[str, str], cells: _Cells, labels: dict[str, str]
) -> Iterator[ViewSection]:
    for group, name in groups.items():
        rows: list[tuple[ViewCell, ...]] = [
            (each.text, cells.get((each.id, group), _NO_ROWS).words(labels)) for each in framework.statements
        ]
        yield ViewSection(name, (), ("Statement", "Metrics"), tuple(rows))


def _reasons(tables: Tables, groups: dict[str, str], labels: dict[str, str]) -> ViewSection:
    rows = tuple(
        (row["statement"], groups.get(row["group"], row["group"]), row["choice"],
         labels.get(row["metric"], row["metric"]) or "",
         row["reason"], row["standing"])
        for row in tables["selection"]
        if row["choice"] not in (None, "to choose")
    )  # fmt: skip
    columns = ("Statement", "Group", "Choice", "Metric", "Reason", "Standing")
    return ViewSection("Choices with their reasons", () if rows else ("None yet.",), columns, rows)


def _matched(tables: Tables, framework: Framework) -> ViewSection:
    names = {each.id: each.name for each in framework.workstreams}
    rows = tuple(
        (row["name"], names.get(row["workstream"], row["workstream"]), row["matched-by"], row["note"] or "")
        for row in tables["groups"]
    )
    return ViewSection("Which workstream is which group", (), ("Group", "Workstream", "Matched by", "Note"), rows)


def _when_due(tables: Tables, given: ViewInput, *, is_done: bool) -> Iterator[str]:
    due = min((row["due"] for row in tables["selection"] if row["due"]), default=None)
    if due is not None:
        late = (
            ""
            if is_done or given.as_of <= due.end
            else f", and is overdue on {given.as_of:%d %B %Y}".replace(" 0", " ")
        )
        yield f"The first pass was due in {due.end:%B %Y}{late}."


def _gaps(framework: Framework, groups: dict[str, str], cells: _Cells, tables: Tables) -> Iterator[Gap]:
    for statement in framework.statements:
        states = {name: cells.get((statement.id, group), _NO_ROWS).state for group, name in groups.items()}
        for state, ask in (("to choose", "Which metric shows it?"), ("proposed", "Does the group agree?")):
            of_it = [name for name, found in states.items() if found == state]
            if of_it:
                row = next((row for group in groups for row in cells.get((statement.id, group), _NO_ROWS).rows
                            if groups[group] in of_it), None)  # fmt: skip
                yield Gap(f"{statement.id}: {state} for {', '.join(of_it)}", row.place if row else "", ask)
    for row in tables["groups"]:
        if row["matched-by"] == "this project":
            yield Gap(
                f"{row['name']}: matched to its workstream by this project", row.place, "Does the partnership agree?"
            )


@partnership_check("statement-without-row", template="metric-selection")
def statements_without_row(tables: Tables, framework: Framework) -> Iterator[Wrong]:
    """Yield each group that has no row for some statement, so that nobody is asked to choose."""
    having = {(row["statement"], row["group"]) for row in tables["selection"]}
    for row in tables["groups"]:
        missing = [each.id for each in framework.statements if row["id"] and (each.id, row["id"]) not in having]
        if missing:
            given = f"{row['id']} has no row for {counted(len(missing), 'statement')}: {', '.join(missing)}"
            yield wrong("statement-without-row", row, "id", given, expected="a row for each statement",
                        fix="Add a row with the choice: to choose", is_error=False)  # fmt: skip


@partnership_check("metric-not-current", template="metric-selection")
def metrics_not_current(tables: Tables, framework: Framework) -> Iterator[Wrong]:
    """Yield each chosen metric that has ended, or has no data yet."""
    known = {each.id: each for each in framework.indicators}
    for row in tables["selection"]:
        metric = known.get(row["metric"])
        if metric is None or metric.is_live:
            continue
        state = "has ended" if metric.state == "historic" else f"is {metric.status}"
        yield wrong("metric-not-current", row, "metric", f"{metric.id} {state}", expected="a current indicator",
                    fix="Choose another one, or say in Reason why it counts", is_error=False)  # fmt: skip

"""What is wrong with a self-assessment beyond its template: years, baselines and values that do not fit."""

from collections.abc import Iterator

from tht_xl.evaluation.sentence import with_unit
from tht_xl.framework.lookup import find_indicator
from tht_xl.model.definition import Framework, Indicator
from tht_xl.model.periods.period import Period
from tht_xl.model.vocabulary import Polarity
from tht_xl.partnership.checks import partnership_check, wrong
from tht_xl.partnership.commissioning.plan import PARTS, PLAN
from tht_xl.templates.check import Wrong
from tht_xl.templates.table import Row, Tables


@partnership_check("theme-not-scored", template=PLAN)
def themes_not_scored(tables: Tables, _: Framework) -> Iterator[Wrong]:
    """Yield each theme that the commissioner was sent and has not scored."""
    scored = {str(row["thing"]).casefold() for row in tables["theme-scores"]}
    for row in tables["themes"]:
        if row["id"] and row["id"].casefold() not in scored:
            yield wrong("theme-not-scored", row, "id", f"{row['theme'] or row['id']} is not scored",
                        expected="a row on the sheet Theme scores", fix="Score it; 0 where it is not in the plan",
                        is_error=False)  # fmt: skip


@partnership_check("no-plan", template=PLAN)
def no_plan(tables: Tables, _: Framework) -> Iterator[Wrong]:
    """Yield the first row that is scored where the sheet Plan is blank: nobody knows whose score it is."""
    scored = [row for part in PARTS for row in tables[part] if row["score"] is not None]
    if scored and not len(tables["plan"]):
        yield wrong("no-plan", scored[0], "score", "the sheet Plan is blank", expected="one row about the plan",
                    fix="Fill in the sheet Plan")  # fmt: skip


@partnership_check("year-before-baseline", template=PLAN)
def years_before_baselines(tables: Tables, _: Framework) -> Iterator[Wrong]:
    """Yield each trajectory that ends no later than its baseline."""
    for row in tables["trajectories"]:
        if row["by"] is not None and row["baseline-period"] is not None and row["by"].end <= row["baseline-period"].end:
            yield wrong("year-before-baseline", row, "by", f"{row['by']} is not after the baseline of "
                        f"{row['baseline-period']}", expected="a later year", fix="Correct one of the two")  # fmt: skip


@partnership_check("expected-twice", template=PLAN)
def expected_twice(tables: Tables, _: Framework) -> Iterator[Wrong]:
    """Yield each row that expects something of an indicator for a year that an earlier row is about."""
    seen: dict[tuple[str, object], Row] = {}
    for row in tables["trajectories"]:
        if row["indicator"] and row["by"] is not None:
            first = seen.setdefault((row["indicator"].casefold(), row["by"].end), row)
            if first is not row:
                yield wrong("expected-twice", row, "indicator", f"{row['indicator']} by {row['by']} is in "
                            f"{first.place} already", expected="one row for each indicator and year",
                            fix="Bring the two together")  # fmt: skip


@partnership_check("worse-than-baseline", template=PLAN)
def worse_than_baselines(tables: Tables, framework: Framework) -> Iterator[Wrong]:
    """Yield each trajectory on which the indicator gets worse: it may be meant, and often is a slip."""
    for row, indicator in _measured(tables, framework):
        if row["expected"] is None or row["baseline"] is None or indicator.polarity is Polarity.NONE:
            continue
        change = row["expected"] - row["baseline"]
        if change < 0 if indicator.polarity is Polarity.HIGH else change > 0:
            yield wrong("worse-than-baseline", row, "expected", f"from {with_unit(indicator, row['baseline'])} to "
                        f"{with_unit(indicator, row['expected'])}: it gets worse", expected="a better value",
                        fix="Correct it, or say why under By doing what", is_error=False)  # fmt: skip


@partnership_check("impossible-percentage", template=PLAN)
def impossible_percentages(tables: Tables, framework: Framework) -> Iterator[Wrong]:
    """Yield each value of a percentage that cannot be."""
    for row, indicator in _measured(tables, framework):
        for column in ("baseline", "expected", "lowest", "highest"):
            value = row[column]
            if indicator.unit == "%" and value is not None and not 0 <= value <= 100:
                yield wrong("impossible-percentage", row, column, f"{value:g}% of {indicator.label}",
                            expected="from 0 to 100", fix="Correct it")  # fmt: skip


@partnership_check("another-baseline", template=PLAN)
def other_baselines(tables: Tables, framework: Framework) -> Iterator[Wrong]:
    """Yield each baseline that is not what was published for the home area and that period."""
    published = {
        (each.indicator, Period.parse(label).end): numbers[0]
        for each in framework.published
        for label, numbers in each.values.get(framework.home, {}).items()
        if numbers
    }
    for row, indicator in _measured(tables, framework):
        if row["baseline"] is None or row["baseline-period"] is None:
            continue
        value = published.get((indicator.id, row["baseline-period"].end))
        if value is not None and abs(value - row["baseline"]) > 0.5 * 10**-indicator.decimals + 1e-9:
            yield wrong("another-baseline", row, "baseline", f"{with_unit(indicator, row['baseline'])}; published is "
                        f"{with_unit(indicator, value)}", expected="the published value, or a word on the source",
                        fix="Correct it, or say under Source where it is from", is_error=False)  # fmt: skip


def _measured(tables: Tables, framework: Framework) -> Iterator[tuple[Row, Indicator]]:
    known = {each.id for each in framework.indicators}
    for row in tables["trajectories"]:
        if str(row["indicator"]).casefold() in known:
            yield row, find_indicator(framework, row["indicator"])

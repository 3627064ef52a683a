"""The points of a project as a chart: limits from 13 points, a run chart from 7, below that the points alone."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

import numpy as np

from tht_xl.model.counted import counted
from tht_xl.model.periods.label import day_label
from tht_xl.model.vocabulary import Polarity
from tht_xl.monitoring.process_control import CAUSES, MIN_POINTS
from tht_xl.partnership.view import ViewChart
from tht_xl.stats.run_chart import MIN_RUN_CHART, run_chart
from tht_xl.templates.table import Row

POLARITIES = {"higher": Polarity.HIGH.value, "lower": Polarity.LOW.value}
LIMITS = f"a run chart needs {MIN_RUN_CHART} and limits need {MIN_POINTS}"


class Reading(NamedTuple):
    """One stretch of a chart between deliberate changes of the process, in the shape of its points.

    Attributes:
        centre: Mean or median; None where there are too few points.
        lower: Lower limit; None without limits.
        upper: Upper limit, likewise.
        marks: Why chance does not explain a point; "" where it does.
        words: What it shows.
        points: How many points are there.
    """

    centre: float | None
    lower: float | None
    upper: float | None
    marks: tuple[str, ...]
    words: str
    points: int


def project_chart(project: Row, points: Sequence[Row]) -> tuple[ViewChart, Reading]:
    """Return the chart of a project, and the reading of its latest stretch.

    Args:
        project: Its row.
        points: Its points in the order of their dates, no date twice, at least one.
    """
    stretches = list(_stretches(points))
    readings = [_read(project, stretch) for stretch in stretches]
    sizes = [len(stretch) for stretch in stretches]

    def spread(attribute: str) -> tuple[float | None, ...]:
        found = [getattr(reading, attribute) for reading in readings]
        return tuple(each for each, size in zip(found, sizes, strict=True) for _ in range(size))

    said = [_stretch_words(project, *each, is_latest=each[0] is stretches[-1])
            for each in zip(stretches, readings, strict=True)]  # fmt: skip
    chart = ViewChart(
        title=project["measure"] or "Measure not stated",
        unit=project["unit"] or "",
        words=" ".join(said[::-1]),
        dates=tuple(row["date"] for row in points),
        values=tuple(row["value"] for row in points),
        centre=spread("centre"),
        lower=spread("lower"),
        upper=spread("upper"),
        marks=tuple(mark for reading in readings for mark in reading.marks),
        goal=project["goal"],
    )
    return chart, readings[-1]


def number_words(value: float) -> str:
    """Return a number as a person would say it: three digits, and every digit of a large whole number.

    Examples:
        >>> number_words(1234.5), number_words(16.333), number_words(5.0), number_words(0.01234)
        ('1,234', '16.3', '5', '0.0123')
    """
    size = abs(value)
    decimals = 0 if size >= 100 or size == 0 else max(0, 2 - int(np.floor(np.log10(size))))
    text = f"{value:,.{decimals}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _stretches(points: Sequence[Row]) -> Iterator[list[Row]]:
    starts = [at for at, row in enumerate(points) if row["afresh"] == "yes" and at > 0]
    for start, end in zip([0, *starts], [*starts, len(points)], strict=True):
        yield list(points[start:end])


def _read(project: Row, stretch: Sequence[Row]) -> Reading:
    points = sum(row["value"] is not None for row in stretch)
    if points < MIN_RUN_CHART:
        return Reading(None, None, None, ("",) * len(stretch), f"too few to read: {LIMITS}", points)
    return _read_limits(project, stretch, points) if points >= MIN_POINTS else _read_run(project, stretch, points)


def _step_of(project: Row) -> str | None:
    """Return how often a project is measured; None for what is not in the list, a slip that the check names."""
    often = project["how-often"]
    return often if often in project.table.columns["how-often"].values else None


def _read_limits(project: Row, stretch: Sequence[Row], points: int) -> Reading:
    import pandas as pd  # only where somebody entered enough points

    from tht_xl.frames.process_control import process_control

    frame = pd.DataFrame({"date": _dates(stretch), "value": _values(stretch)})
    goal = np.nan if project["goal"] is None else project["goal"]
    polarity = POLARITIES.get(project["better"] or "", "none")
    found = process_control(frame, polarity=polarity, period="date", target=goal, step=_step_of(project))
    last = found.iloc[-1]
    lower, upper = (None if np.isnan(last[each]) else float(last[each]) for each in ("lower_limit", "upper_limit"))
    marks = tuple("" if word in ("", "None") else word for word in found["special_cause"])
    said = [f"mean {number_words(last['mean'])}"]
    said += [] if lower is None or upper is None else [f"limits {number_words(lower)} to {number_words(upper)}"]
    said += [f"the latest: {last['variation'][:1].lower()}{last['variation'][1:]}"] if last["variation"] else []
    said += [f"goal {number_words(goal)}: {last['assurance'].lower()}"] if last["assurance"] else []
    said += [text for text in (last["note"], _marks_words(stretch, marks)) if text]
    return Reading(float(last["mean"]), lower, upper, marks, "; ".join(said), points)


def _read_run(project: Row, stretch: Sequence[Row], points: int) -> Reading:
    import pandas as pd

    from tht_xl.frames.grouping.gaps import timing_of

    timing = timing_of(pd.DataFrame({"date": _dates(stretch)}), "date", _step_of(project))
    gaps = timing.gaps(np.arange(len(stretch))) if timing else False
    found = run_chart(_values(stretch), starts_run=gaps)
    marks = tuple("" if not cause else CAUSES[cause].replace("mean", "median") for cause in found.cause)
    said = [f"median {number_words(found.median)}", f"a run chart, for limits need {MIN_POINTS} points"]
    return Reading(found.median, None, None, marks, "; ".join([*said, _marks_words(stretch, marks)]), points)


def _dates(stretch: Sequence[Row]) -> list[date]:
    return [row["date"] for row in stretch]


def _values(stretch: Sequence[Row]) -> list[float]:
    return [np.nan if row["value"] is None else row["value"] for row in stretch]


def _marks_words(stretch: Sequence[Row], marks: Sequence[str]) -> str:
    """Return which points chance does not explain: "outside limits: 4 May 2026"; the first and last of several."""
    said: list[str] = []
    for word in dict.fromkeys(filter(None, marks)):
        days = [day_label(row["date"]) for row, mark in zip(stretch, marks, strict=True) if mark == word]
        where = days[0] if len(days) == 1 else f"{counted(len(days), 'point')}, {days[0]} to {days[-1]}"
        said.append(f"{word[:1].lower()}{word[1:]}: {where}")
    return "; ".join(said) or "no special cause"


def _stretch_words(project: Row, stretch: Sequence[Row], reading: Reading, *, is_latest: bool) -> str:
    unit = f" ({project['unit']})" if project["unit"] and is_latest else ""
    first, last = day_label(stretch[0]["date"]), day_label(stretch[-1]["date"])
    span = f"on {first}" if first == last else f"from {first} to {last}"
    return f"{'' if is_latest else 'Before that, '}{counted(reading.points, 'point')}{unit} {span}: {reading.words}."

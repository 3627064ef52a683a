"""A series as a chart: where every line, label and mark goes. The SVG itself is templates/chart.svg.j2."""

from collections.abc import Sequence
from dataclasses import dataclass

from tht_xl.evaluation.result import Result
from tht_xl.evaluation.sentence import is_kind_of_scale, number
from tht_xl.model.definition import Area, Indicator
from tht_xl.model.periods.period import Period
from tht_xl.model.vocabulary import Rating
from tht_xl.report import text
from tht_xl.report.charts.labels import LETTER, End, Label, labels, room_for
from tht_xl.report.charts.lines import Point, comparator_points, home_points, is_line, middle, unbroken
from tht_xl.report.charts.scale import Axis, decimals_of, round_ticks, space_out
from tht_xl.report.charts.shapes import Limits, path, ribbons, whiskers

WIDTH, HEIGHT, TOP, BOTTOM = 400.0, 208.0, 20.0, 28.0
WHISKERS_UP_TO = 4
"""A series with more points than this has a ribbon instead of whiskers."""


@dataclass(frozen=True, slots=True)
class Chart:
    """Everything the chart's template draws, in pixels of its own coordinates.

    Attributes:
        left: Where the horizontal lines begin.
        right: Where they end.
        floor: The lowest of them.
        unit: Unit of the values, or "" where their labels carry it.
        values: Height and label of each horizontal line, from the lowest.
        periods: Tick, label ("" where there is no room) and middle of the label of each period.
        breaks: Where the way of measuring changed.
        withheld: Place and symbol of each withheld value.
        ribbons: Bands of the interval.
        whiskers: x, lower y and upper y of intervals without a band.
        comparator: Lines of the comparator.
        comparator_dots: Its points that have no neighbours.
        home: Lines of the framework's own area.
        dots: All its points, oldest first.
        target: Height of the target, or None.
        labels: The name of each line.
    """

    left: float
    right: float
    unit: str
    values: tuple[tuple[float, str], ...]
    periods: tuple[tuple[float, str, float], ...]
    breaks: tuple[float, ...]
    withheld: tuple[tuple[float, str], ...]
    ribbons: tuple[str, ...]
    whiskers: tuple[Limits, ...]
    comparator: tuple[str, ...]
    comparator_dots: tuple[tuple[float, float], ...]
    home: tuple[str, ...]
    dots: tuple[tuple[float, float], ...]
    target: float | None
    labels: tuple[Label, ...]
    width: float = WIDTH
    height: float = HEIGHT
    floor: float = HEIGHT - BOTTOM


def charted_comparator(series: Sequence[Result]) -> Area | None:
    """Return the comparator that is drawn: the first, in the framework's order, that has a value anywhere."""
    order = [c.area for c in series[-1].comparisons] if series else []
    return next((area for area in order if comparator_points(series, area.id)), None)


def chart(series: Sequence[Result], indicator: Indicator, home: str) -> Chart | None:
    """Return the chart of a series; None where fewer than two points have a value.

    Args:
        series: Readings, oldest first.
        indicator: Whose readings they are.
        home: Name of the framework's own area, for its label.
    """
    own = home_points(series)
    if not is_line(own):
        return None
    area = charted_comparator(series)
    other = comparator_points(series, area.id) if area else ()
    target = series[-1].target_status.final
    ticks = _ticks(own, other, target, indicator)
    tick_words = [number(t, decimals_of(ticks)) + "%" * (indicator.unit == "%") for t in ticks]
    left = round(max(map(len, tick_words)) * LETTER + 8, 1)
    names = _names(home, area, series)
    across = _across(series, left + 8, round(WIDTH - room_for(list(names.values())) - 12, 1))
    up = Axis(ticks[0], ticks[-1], HEIGHT - BOTTOM, TOP)
    lines, other_lines = unbroken(own, indicator), unbroken(other, indicator)
    is_ribboned = len(own) > WHISKERS_UP_TO
    return Chart(
        left=left,
        right=across.end,
        unit="" if indicator.unit == "%" or is_kind_of_scale(indicator.unit) else indicator.unit,
        values=tuple((up(t), words) for t, words in zip(ticks, tick_words, strict=True)),
        periods=_periods(series, across),
        breaks=_breaks(indicator, across),
        withheld=tuple((across(middle(r)), r.withheld) for r in series if r.value is None and r.withheld),
        ribbons=ribbons(lines, across, up) if is_ribboned else (),
        whiskers=whiskers(lines, across, up, alone=is_ribboned),
        comparator=tuple(path(line, across, up) for line in other_lines if len(line) > 1),
        comparator_dots=tuple((across(line[0].day), up(line[0].value)) for line in other_lines if len(line) == 1),
        home=tuple(path(line, across, up) for line in lines if len(line) > 1),
        dots=tuple((across(p.day), up(p.value)) for p in own),
        target=None if target is None else up(target),
        labels=labels(_ends(names, own, other, target, across, up), across.end + 12, HEIGHT - BOTTOM + 4),
    )


def _across(series: Sequence[Result], start: float, end: float) -> Axis:
    days = [middle(reading) for reading in series]
    return Axis(min(days), max(days), start, end)


def _names(home: str, area: Area | None, series: Sequence[Result]) -> dict[str, str]:
    """Return what each kind of line is called."""
    names = {"home": home} | ({"comparator": area.name} if area else {})
    standing = series[-1].target_status
    if standing.final is not None:
        names["target"] = "Proposed target" if standing.rating == Rating.PROPOSED else "Target"
    return names


def _ticks(
    own: Sequence[Point], other: Sequence[Point], target: float | None, indicator: Indicator
) -> tuple[float, ...]:
    """Round values that enclose everything drawn; shares stay between 0% and 100%."""
    drawn = [p.value for p in (*own, *other)] + [limit for p in own for limit in p.limits or ()]
    drawn += [] if target is None else [target]
    ticks = round_ticks(min(drawn), max(drawn))
    is_share = indicator.unit == "%" and min(drawn) >= 0 and max(drawn) <= 100
    return tuple(t for t in ticks if 0 <= t <= 100) if is_share else ticks


def _periods(series: Sequence[Result], across: Axis) -> tuple[tuple[float, str, float], ...]:
    words = [_short(r.period) for r in series]
    places = [across(middle(r)) for r in series]
    widths = [len(w) * LETTER for w in words]
    shown = set(space_out(places, widths, 10))
    return tuple(
        (place, word if n in shown else "", _inside(place, width))
        for n, (place, word, width) in enumerate(zip(places, words, widths, strict=True))
    )


def _inside(place: float, width: float) -> float:
    """Return the middle of a label, moved so that the label stays inside the chart."""
    return round(min(max(place, width / 2), WIDTH - width / 2), 1)


def _short(period: Period) -> str:
    """Return a period's label, cut to its years where its first and last day are spelled out."""
    if period.kind == "span":
        return f"{period.start.year}–{period.end:%y}" if period.start.year < period.end.year else str(period.start.year)
    return text.period(str(period))


def _breaks(indicator: Indicator, across: Axis) -> tuple[float, ...]:
    days = [b.start.toordinal() for b in indicator.breaks]
    return tuple(across(day) for day in days if across.low < day < across.high)


def _ends(
    names: dict[str, str],
    own: Sequence[Point],
    other: Sequence[Point],
    target: float | None,
    across: Axis,
    up: Axis,
) -> list[End]:
    ends = [End(names["home"], "home", across(own[-1].day), up(own[-1].value))]
    ends += [End(names["comparator"], "comparator", across(p.day), up(p.value)) for p in other[-1:]]
    ends += [End(names["target"], "target", across.end, up(target))] if target is not None else []
    return ends

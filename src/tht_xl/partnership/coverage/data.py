"""Which figures an indicator has, and whether they are up to date."""

from dataclasses import dataclass
from datetime import date

from tht_xl.evaluation.timeliness import timeliness
from tht_xl.model.definition import Framework, Indicator
from tht_xl.model.periods.period import Period
from tht_xl.partnership.view_input import ViewInput


@dataclass(frozen=True, slots=True)
class Figures:
    """What is known of an indicator's figures in the framework's own area.

    Attributes:
        newest: Period of the newest; None where there is none.
        is_by_return: Whether a partner returns them, so that they are not among the definitions.
        is_up_to_date: Whether the next one is not overdue on the day.
        expected_by: When the next one is expected, such as "March 2025"; "" where there is none yet.
    """

    newest: Period | None
    is_by_return: bool
    is_up_to_date: bool
    expected_by: str

    @property
    def words(self) -> str:
        """What there is, in words: "to 2022/23, overdue since March 2025"."""
        if self.newest is None:
            return "comes with a partner's return" if self.is_by_return else "no figure"
        overdue = "" if self.is_up_to_date or not self.expected_by else f", next overdue since {self.expected_by}"
        return f"to {self.newest}{overdue}"


def current_indicators(framework: Framework) -> tuple[Indicator, ...]:
    """Return the indicators that are watched today: neither ended, nor only wanted, nor known to be missing."""
    return tuple(each for each in framework.indicators if each.is_live)


def figures_of(given: ViewInput) -> dict[str, Figures]:
    """Return the figures of each indicator by its id: those of the results, where there are some, and the published."""
    framework, periods = given.framework, dict[str, set[Period]]()
    for series in framework.published:
        labels = series.values.get(framework.home, {})
        periods.setdefault(series.indicator, set()).update(map(Period.parse, labels))
    if given.results is not None:
        for name, some in given.results.by_indicator.items():
            periods.setdefault(name, set()).update(each.period for each in some if each.value is not None)
    return {each.id: _figures(each, periods.get(each.id, set()), given.as_of) for each in framework.indicators}


def _figures(indicator: Indicator, periods: set[Period], as_of: date) -> Figures:
    known = [period for period in periods if period.end <= as_of]
    newest = max(known, key=lambda period: (period.end, period.start), default=None)
    how_old = timeliness(indicator, newest, as_of) if newest else None
    is_fresh = how_old is not None and not how_old.is_stale
    return Figures(newest, indicator.owner is not None, is_fresh, how_old.expected_by if how_old else "")

"""What is still open in a return: rows that were asked for and did not come, findings that a partner has to answer."""

from collections.abc import Iterator

from tht_xl.errors import ThtError
from tht_xl.framework.lookup import find_area, find_indicator
from tht_xl.model.definition import Framework
from tht_xl.model.finding import Alike, Finding, alike
from tht_xl.model.periods.period import Period
from tht_xl.month.cycle.needs import Needs, Wanted
from tht_xl.month.evaluating.gather import is_blank
from tht_xl.workbook.check import Return

NO_FIGURE = "R210"
OUR_OWN = frozenset({"R123", "R124", "R601", "R602", "R603"})
"""Findings about our own folder and our waivers, which are nothing to the partner."""
ASKED_ABOUT = frozenset({
    "R117", "R212", "R215", "R307", "R308", "R310", "R315", "R409", "R410", "R412",
    "R701", "R702", "R703", "R704", "R705", "R706", "R707", "R709",
})  # fmt: skip
"""Warnings that put a figure, or somebody's privacy, in doubt. About a formula or a heading that loses nothing nobody
writes an e-mail: docs/decisions/cycle.md."""


def split_findings(done: Return, needs: Needs) -> tuple[tuple[Alike, ...], tuple[Alike, ...]]:
    """Return what a partner has to correct, and what it is asked besides; nothing that somebody has explained."""
    open_ones = [finding for finding in done.report if finding.waiver is None and finding.code not in OUR_OWN]
    holding: list[Finding] = [finding for finding in open_ones if finding.holds_back]
    # A blank row that was asked for is among the missing ones.
    asked_about = ASKED_ABOUT if needs.wanted else ASKED_ABOUT | {NO_FIGURE}
    return alike(holding), alike(f for f in open_ones if not f.holds_back and f.code in asked_about)


def find_missing(needs: Needs, done: Return, framework: Framework) -> Iterator[Wanted]:
    """Yield the rows that were asked for and are not in the return, or blank. One that is held back is in it."""
    if done.report.is_held_back:
        return  # nobody knows what is in it
    used = done.observations[~is_blank(done.observations)]
    rows = [(row.indicator, row.area, row.period) for row in used.itertuples()]
    rows += [(row.indicator, row.area, row.period) for row in done.held_back]
    there: set[tuple[str, Period]] = set()
    for indicator, area, period in rows:
        try:
            found = find_indicator(framework, str(indicator), suggests=False).id, Period.parse(str(period))
            if find_area(framework, str(area), suggests=False).id == framework.home:
                there.add(found)
        except ThtError:
            continue  # a row that names nothing we know is a finding of its own
    yield from (row for row in needs.wanted if (row.indicator, Period.parse(row.period)) not in there)

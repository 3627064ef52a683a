"""The state of the month: what became of each return, and the assessment of each indicator."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from tht_xl.evaluation.exceptions import Assessment, assess, exceptions_by_reason
from tht_xl.evaluation.results import Results
from tht_xl.evaluation.returns import ReturnSummary
from tht_xl.model.definition import Framework
from tht_xl.month.configuration.config import MonthConfig
from tht_xl.month.evaluating.returned_words import ReturnedText, with_returned
from tht_xl.month.evaluating.summaries import return_summaries
from tht_xl.month.shared_sheet.narratives import last_readings, last_values, narrative_columns, own_words
from tht_xl.month.shared_sheet.sync_result import SyncResult
from tht_xl.sheets.matching import match_key
from tht_xl.workbook.check import Return


@dataclass(frozen=True, slots=True)
class MonthStanding:
    """What the page, the terminal, the JSON and the sheet show of the month.

    Attributes:
        returns: What became of each partner's return.
        assessments: What is known of each indicator, by its id, in the framework's order.
    """

    returns: tuple[ReturnSummary, ...]
    assessments: dict[str, Assessment]

    @property
    def exceptions(self) -> dict[str, tuple[Assessment, ...]]:
        """The indicators that need attention, by the most serious reason of each."""
        return exceptions_by_reason(self.assessments.values())


def month_standing(
    config: MonthConfig,
    framework: Framework,
    returns: Sequence[Return],
    results: Results,
    sync: SyncResult | None,
    *,
    before_sync: bool = False,
    not_this_month: Collection[str] = (),
    owed_again: Collection[str] = (),
    returned: Sequence[ReturnedText] = (),
) -> MonthStanding:
    """Assess the month.

    Args:
        config: Its configuration.
        framework: The definitions.
        returns: Each return as checked.
        results: What `evaluate` returned.
        sync: What the sheet holds; None where there is none.
        before_sync: Whether the sheet is still to be read, so that nobody knows what people wrote in it.
        owed_again: Keys of rows whose narrative is about an earlier figure.
        returned: What partners wrote in their returns.
        not_this_month: Keys of rows that the sheet may hold although they are not figures of this month.
    """
    theirs = {} if sync is None else sync.theirs
    # What was withdrawn, or is too late for this month, must not come back because the sheet still has its row.
    apart = {match_key(key) for key in not_this_month}
    known = {key: row for key, row in theirs.items() if match_key(key) not in apart}
    # Without a memory, at least nothing whose period ends after the month.
    until = None if config.later_figures else config.month.end
    summaries = return_summaries(config, framework, returns, results.frame, last_values(known, framework, until))
    said = with_returned(own_words(theirs, narrative_columns(config), framework), returned)
    assessments = assess(
        results,
        framework,
        as_of=config.month.end,
        returns=summaries,
        narrated=None if before_sync else said.keys() - set(owed_again),
        last_known=last_readings(known, framework, until),
    )
    return MonthStanding(summaries, assessments)

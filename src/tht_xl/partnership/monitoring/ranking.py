"""Which exception comes first. docs/decisions/ranked-exceptions.md gives the rule and its reasons."""

from collections.abc import Mapping
from dataclasses import dataclass

from tht_xl.evaluation.exceptions import Assessment
from tht_xl.evaluation.reasons import BY_SERIOUSNESS, EXPLAINED, RED
from tht_xl.partnership.monitoring.actions import Remedies
from tht_xl.partnership.monitoring.assessed import Words, words_beside
from tht_xl.partnership.view_input import ViewInput

RULE = (
    "Ranked by the most serious reason; red without narrative or action first; then by how many verdicts are against "
    "it, primary before secondary, and by the people between it and its target."
)


@dataclass(frozen=True, slots=True)
class RankedException:
    """An indicator that needs attention.

    Attributes:
        found: What is known of it.
        words: What was written beside its latest figure.
        missing: What a red one lacks: "narrative", "remedial action".
    """

    found: Assessment
    words: Words
    missing: tuple[str, ...]

    @property
    def is_red(self) -> bool:
        """Whether an agreed target that is due is missed by so much."""
        return RED in self.found.reason_ids

    @property
    def people(self) -> int | None:
        """People between the latest value and the target, or else the comparator; None where that is not known."""
        latest = self.found.latest
        if latest is None:
            return None
        return latest.target_status.people or latest.people_to_comparator


def ranked_exceptions(given: ViewInput, known: Mapping[str, Assessment], found: Remedies) -> list[RankedException]:
    """Return the indicators that need attention, the first to be talked about first."""
    exceptions = [_exception(given, each, found) for each in known.values() if each.reasons]
    return sorted(exceptions, key=_rank)  # stable: what is level stays in the framework's order


def _exception(given: ViewInput, found: Assessment, actions: Remedies) -> RankedException:
    words = words_beside(given, found)
    missing: list[str] = []
    if RED in found.reason_ids:
        missing += ["narrative"] if found.lacks_narrative else []
        # An action that was typed beside the figure is one; that the tracker lacks it is said where it is shown.
        missing += [] if actions.open.get(found.indicator.id) or words.action else ["remedial action"]
    return RankedException(found, words, tuple(missing))


def _rank(each: RankedException) -> tuple[int, int, int, bool, int]:
    verdicts = len(EXPLAINED.intersection(each.found.reason_ids))
    seriousness = BY_SERIOUSNESS.index(each.found.reason_ids[0])
    is_secondary = each.found.indicator.tier != "primary"
    return (seriousness, -len(each.missing), -verdicts, is_secondary, -(each.people or 0))

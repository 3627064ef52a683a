"""The Board's sign-off of each plan: aligned, aligned with conditions, or not; at which meeting, in which minute."""

from collections.abc import Mapping, Sequence

from tht_xl.model.periods.label import day_label
from tht_xl.partnership.commissioning.plan import CommissioningPlan
from tht_xl.partnership.view import Gap, ViewCell, ViewSection
from tht_xl.partnership.view_input import ViewInput
from tht_xl.templates.table import Row

SIGN_OFF = "plan-sign-off"
NO_DECISION = "not decided"


def decisions(given: ViewInput, plans: Sequence[CommissioningPlan]) -> tuple[dict[str, Row], list[Gap]]:
    """Return the latest decision on each plan, by the plan's title, and what does not fit.

    A plan is known by its title. A decision that is made up says nothing about a real plan.
    """
    register = given.optional(SIGN_OFF)
    if register is None:
        return {}, [Gap("No sign-off was given", "", f"tht-xl template new {SIGN_OFF} makes the sheet for decisions")]
    if register.is_illustrative and not all(plan.tables.is_illustrative for plan in plans):
        return {}, [Gap(f"{register.name} is made up: none of its decisions counts", "", "Name your own")]
    found: dict[str, Row] = {}
    gaps: list[Gap] = []
    titles = {_key(plan.title): plan.title for plan in plans}
    # Two commissioners may give their plans one title: then the commissioner decides which is meant.
    for row in sorted(register["decisions"], key=lambda each: str(each["meeting"] or "")):
        meant = [plan for plan in plans if _is_of(row, plan, alone=list(titles).count(_key(plan.title)) == 1)]
        if not meant:
            gaps.append(Gap(f"A decision on {row['plan'] or 'no plan'}: that plan was not given", row.place,
                            "Correct its title, or name the plan too"))  # fmt: skip
        elif row["decision"] and row["meeting"]:
            found |= {key_of(plan): row for plan in meant}
    return found, gaps


def key_of(plan: CommissioningPlan) -> str:
    """Return what a plan is looked up by."""
    return f"{_key(plan.commissioner)}|{_key(plan.title)}"


def _key(text: str) -> str:
    return " ".join(text.split()).casefold()


def _is_of(row: Row, plan: CommissioningPlan, *, alone: bool) -> bool:
    if _key(row["plan"] or "") != _key(plan.title):
        return False
    commissioner = row["commissioner"]
    return _key(commissioner) == _key(plan.commissioner) if commissioner else alone


def decision_words(row: Row | None) -> str:
    """Return a decision in words; "not decided" where there is none."""
    if row is None:
        return NO_DECISION
    met = row["met"]
    return f"{row['decision']}, conditions met on {day_label(met)}" if met else str(row["decision"])


def sign_offs(plans: Sequence[CommissioningPlan], found: Mapping[str, Row]) -> ViewSection:
    """Return the decision on each plan."""
    rows: list[tuple[ViewCell, ...]] = []
    for plan in plans:
        row = found.get(key_of(plan))
        about = (row["conditions"] or "", row["meeting"], row["minute"]) if row else ("", None, None)
        rows.append((plan.title, plan.commissioner, decision_words(row), *about))
    columns = ("Plan", "Commissioner", "Decision", "Conditions or reasons", "Meeting", "Minute")
    return ViewSection("The Board's sign-off", (), columns if rows else (), tuple(rows))

"""The page for the local meeting on plans: the plan's exceptions, its alignment, and the key progress indicators."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from tht_xl.evaluation.exceptions import Assessment
from tht_xl.model.counted import counted
from tht_xl.partnership.monitoring.assessed import assessments
from tht_xl.partnership.monitoring.key_indicators import key_section
from tht_xl.partnership.monitoring.key_limit import KEY_INDICATORS
from tht_xl.partnership.monitoring.words import status_words, value_and_period_words
from tht_xl.partnership.plans.groupings import is_same
from tht_xl.partnership.view import Gap, View, ViewCell, ViewSection
from tht_xl.partnership.view_input import ViewInput
from tht_xl.partnership.views import find_view, view
from tht_xl.templates.table import Row, Tables

PLAN = "delivery-plan"
MAX_ROWS = 10
"""Milestones of one exception on the page: what is longest late is talked about first, and the page stays one."""
ALIGNMENT = (
    "No.",
    "Sub-element",
    "Existing strategies",
    "Milestones",
    "With an indicator",
    "Indicators, and what they say",
)


@view("local-meeting", title="Local meeting on plans", registers=(PLAN, KEY_INDICATORS), reads_results=True)
def local_meeting(given: ViewInput) -> View:
    """Return what a local meeting on plans needs on one page."""
    known = assessments(given)
    key, key_gaps = key_section(given, known)
    plan = given.optional(PLAN, of_framework=True)
    if plan is None:
        gap = Gap(f"No delivery plan of {given.framework.name} was given", "", f"tht-xl template new {PLAN} makes one")
        return View("", (_attention(known),), (key,), (gap, *key_gaps))
    exceptions = find_view("plan-exceptions").make(replace(given, registers={**given.registers, PLAN: plan}))
    aligned = ViewSection("Alignment", tuple(_aligned(plan)), ALIGNMENT, tuple(_alignment(plan, known)))
    return View(
        f"Local meeting: {plan.name}",
        (*exceptions.sentences, _attention(known)),
        (*(_shortened(each) for each in exceptions.sections if each.rows), aligned, key),
        (*exceptions.gaps, *_unaligned(plan), *key_gaps),
    )


def _attention(known: Mapping[str, Assessment]) -> str:
    live = [each for each in known.values() if each.indicator.is_live]
    many = sum(bool(each.reasons) for each in live)
    needs = "needs" if many == 1 else "need"
    return f"{many} of {counted(len(live), 'live indicator')} {needs} attention (tht-xl view exceptions)."


def _shortened(section: ViewSection) -> ViewSection:
    left = len(section.rows) - MAX_ROWS
    if left <= 0:
        return section
    said = f"The first {MAX_ROWS}; {left} more are in: tht-xl view plan-exceptions."
    return replace(section, sentences=(*section.sentences, said), rows=section.rows[:MAX_ROWS])


def _of(part: Row, rows: Sequence[Row]) -> list[Row]:
    return [row for row in rows if is_same(row["sub-element"], part["id"])]


def _measures(part: Row, plan: Tables) -> list[str]:
    """Return the indicators of a sub-element's milestones, each once."""
    return list(dict.fromkeys(row["indicator"] for row in _of(part, plan["milestones"].rows) if row["indicator"]))


def _alignment(plan: Tables, known: Mapping[str, Assessment]) -> Iterator[tuple[ViewCell, ...]]:
    for part in plan["sub-elements"]:
        milestones = _of(part, plan["milestones"].rows)
        said = list(_said(_measures(part, plan), known))
        yield (
            part["id"],
            part["name"],
            len(_of(part, plan["existing"].rows)) or "none named",
            len(milestones),
            sum(row["indicator"] is not None for row in milestones),
            "; ".join(said) or "none",
        )


def _said(names: Sequence[str], known: Mapping[str, Assessment]) -> Iterator[str]:
    """Yield what the indicators of a sub-element say, those without a value together."""
    without = 0
    for name in names:
        found = known.get(name)
        if found is None:
            yield f"{name}: not measured"
        elif found.latest is None or found.latest.value is None:
            without += 1
        else:
            yield f"{found.indicator.label}: {value_and_period_words(found)}, {status_words(found)}"
    if without:
        yield f"{counted(without, 'indicator')} without a value"


def _aligned(plan: Tables) -> Iterator[str]:
    parts = plan["sub-elements"].rows
    rests = sum(bool(_of(part, plan["existing"].rows)) for part in parts)
    measured = sum(bool(_measures(part, plan)) for part in parts)
    many = counted(len(parts), "sub-element")
    yield f"Of {many}, {rests} rest on an existing strategy and {measured} have a milestone that an indicator measures."


def _unaligned(plan: Tables) -> Iterator[Gap]:
    for part in plan["sub-elements"]:
        if not _measures(part, plan):
            yield Gap(f"{part['id']} {part['name']}: no indicator measures it", part.place, "What shows that it works?")
        if not _of(part, plan["existing"].rows):
            yield Gap(f"{part['id']} {part['name']}: no existing strategy is named", part.place, "Does it rest on one?")

"""The plan on a page: mission, vision, objectives, priorities, partners."""

from collections.abc import Sequence

from tht_xl.model.counted import counted
from tht_xl.model.definition import Named
from tht_xl.partnership.view import NOT_STATED, Gap, View, ViewSection
from tht_xl.partnership.view_input import ViewInput
from tht_xl.partnership.views import view


@view("plan-on-a-page", title="Plan on a page")
def plan_on_a_page(given: ViewInput) -> View:
    """Return what a partnership is for, what it wants, and who is in it, as its framework says."""
    plan = given.framework
    lists = {
        "Objectives": plan.objectives,
        "Priorities for action": plan.priorities,
        "Partners": plan.partners,
        "Workstreams": plan.workstreams,
    }
    vision = tuple(text for text in plan.vision_statements if not _is_placeholder(text))
    mission = "" if _is_placeholder(plan.mission) else plan.mission
    gaps = [Gap(f"{name} is not stated", "", "Enter it in framework.yaml")
            for name, text in (("The mission", mission), ("The vision", vision)) if not text]  # fmt: skip
    gaps += [Gap(f"No {name.lower()} are stated", "", "Enter them in framework.yaml")
             for name, things in lists.items() if not things]  # fmt: skip
    gaps += [
        Gap(f"{name}: {each.name}", "", each.source or each.note)
        for name, things in lists.items()
        for each in things
        if _is_placeholder(each.name)
    ]
    gaps += [
        Gap(f"{each.name}: its priorities are not stated", "", "Enter them in framework.yaml")
        for each in plan.workstreams
        if not each.priorities
    ]
    numbers = (
        counted(len(vision), "statement"),
        counted(len(plan.objectives), "objective"),
        counted(len(plan.priorities), "priority", "priorities"),
        counted(len(plan.partners), "partner"),
    )
    return View(
        f"{plan.name}: plan on a page",
        (f"{numbers[0]} of vision, {', '.join(numbers[1:])}.",),
        (
            ViewSection("Mission", (mission,) if mission else ()),
            ViewSection("Vision", (), ("No.", "Statement"), tuple(enumerate(vision, start=1))),
            *(_listed(name, things) for name, things in lists.items() if things),
        ),
        tuple(gaps),
    )


def _listed(name: str, things: Sequence[Named]) -> ViewSection:
    rows = tuple((number, each.name, each.note or None) for number, each in enumerate(things, start=1))
    last = "Note" if name in ("Partners", "Workstreams") else "What it means"
    if not any(each.note for each in things):
        return ViewSection(name, (), ("No.", name), tuple(row[:2] for row in rows))
    return ViewSection(name, (), ("No.", name, last), tuple((*row[:2], row[2] or "") for row in rows))


def _is_placeholder(text: str) -> bool:
    return not text or text.casefold().startswith(NOT_STATED)

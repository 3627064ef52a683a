"""From what the files hold to a framework, with everything that is wrong found in one go."""

from typing import cast

from pydantic import ValidationError

from tht_xl.documents.problem import Contradiction
from tht_xl.framework.references import broken_references, repeated_ids
from tht_xl.framework.series import broken_series
from tht_xl.framework.source import LIST_FIELDS
from tht_xl.framework.targets import contradictory_targets
from tht_xl.framework.wording import contradictions_of
from tht_xl.model.definition import Framework

LISTS_WITH_IDS = sorted(LIST_FIELDS - {"comparators", "published"})

Content = dict[str, object]


def validate(content: Content) -> tuple[Framework, list[Contradiction]]:
    """Return the framework, and all that is wrong with it. Only a framework without contradictions is fit for use.

    When a part is malformed, the rest is still checked: nobody should have to load five times to hear of five
    mistakes. What refers to a malformed part is then not reported as well.
    """
    # From the files themselves, not from the framework: an indicator with a mistyped unit still has its id, and what
    # refers to it is right.
    ids = {
        name: [str(cast("Content", item).get("id", "")).strip() if isinstance(item, dict) else "" for item in items]
        for name, items in ((name, _items(content, name)) for name in LISTS_WITH_IDS)
    }
    malformed: list[Contradiction] = []
    positions: dict[str, list[int]] = {}
    try:
        framework = Framework.model_validate(content)
    except ValidationError as error:
        malformed = list(contradictions_of(error, Framework))
        framework, positions = _sound_part(content, malformed)
    found = [*broken_references(framework, ids), *contradictory_targets(framework), *broken_series(framework, ids)]
    return framework, [*malformed, *(_in_files(each, positions) for each in found), *repeated_ids(ids)]


def _items(content: Content, name: str) -> list[object]:
    return cast("list[object]", content.get(name, []))


def _sound_part(content: Content, malformed: list[Contradiction]) -> tuple[Framework, dict[str, list[int]]]:
    """Return what is well formed, and the position of each item of its lists in the files."""
    bad = {found.path[: 2 if found.path[0] in LIST_FIELDS else 1] for found in malformed}
    positions = {
        name: [position for position in range(len(_items(content, name))) if (name, position) not in bad]
        for name in LIST_FIELDS
    }
    lists = {name: [_items(content, name)[position] for position in kept] for name, kept in positions.items()}
    singles = {name: value for name, value in content.items() if name not in LIST_FIELDS and (name,) not in bad}
    # A framework needs these to be one. A home area that is malformed is reported as that, so here there is none.
    stand_ins = dict.fromkeys(("id", "name", "version", "home"), "unknown")
    framework = Framework.model_validate(stand_ins | singles | lists)
    return framework.model_copy(update={"home": singles.get("home", "")}), positions


def _in_files(found: Contradiction, positions: dict[str, list[int]]) -> Contradiction:
    # With the second of four areas left out as malformed, what the check calls the third is the fourth of the file.
    name, *rest = found.path
    if not positions or not rest or not isinstance(rest[0], int):
        return found
    return Contradiction((name, positions[str(name)][rest[0]], *rest[1:]), found.what, found.remedy)

"""Explanations of findings: chosen from a list, accepted by a role, and good until a day."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from tht_xl.errors import ConfigError, UnknownNameError
from tht_xl.model.days import months_later, today
from tht_xl.model.finding import Finding
from tht_xl.model.waiver import Waiver
from tht_xl.month.configuration.config import MonthConfig
from tht_xl.month.configuration.explanation_list import reasons
from tht_xl.month.governance.restriction import require_named_role
from tht_xl.store.open import open_store
from tht_xl.store.records.governance import Explanation, add_explanation, explanations
from tht_xl.store.store import Store
from tht_xl.workbook.check import Return
from tht_xl.workbook.waiving import Place, may_be_waived

LONGEST = 24
"""An explanation is looked at again after this time at the latest. [month]"""


def accepted_waivers(store: Store | None, workbook: str, day: date) -> tuple[Waiver, ...]:
    """Return the explanations accepted for a return that still hold, as waivers of its findings."""
    found = () if store is None else explanations(store)
    return tuple(
        Waiver(e.code, e.key, e.column, e.fingerprint, e.role, _wording(e), e.until)
        for e in found
        if e.workbook == workbook and day <= e.until
    )


def _wording(each: Explanation) -> str:
    said = reasons().get(each.reason_id, each.reason_id)
    return f"{said}: {each.words}" if each.words else said


def accept(
    config: MonthConfig,
    framework: str,
    returns: Sequence[Return],
    *,
    code: str,
    key: str = "",
    reason: str,
    role: str,
    until: date | None = None,
    words: str = "",
) -> tuple[Explanation, ...]:
    """Accept an explanation for the findings of a rule, so that nobody is asked again until its day.

    Args:
        config: The month's configuration.
        framework: Id of its framework.
        returns: The checked returns, in the configuration's order.
        code: The finding's rule.
        key: The row; needed where the rule is broken in several.
        reason: Id of a reason on the list.
        role: Who accepts it.
        until: The last day; a year from now unless given.
        words: What else is to be said.

    Raises:
        ConfigError: Reason, role, rule or day cannot be used, or no such finding is there.
    """
    if reason not in reasons():
        raise UnknownNameError("reason", reason, sorted(reasons()))
    given, code = require_named_role(config, "waive", role), code.upper()
    last = until or months_later(today(), 12)
    if not today() <= last <= months_later(today(), LONGEST):
        raise ConfigError(
            f"{last} is not a day within the next {LONGEST} months",
            where="--until",
            remedy="Give a day such as 2027-11-30",
        )
    if not may_be_waived(code):
        raise ConfigError(f"{code} may not be accepted", remedy=f"See 'tht-xl explain {code}' for what to do")
    places = _places(config, returns, code)
    chosen = [pair for pair in places if not key or pair[1].key == key]
    if not chosen or len({place.key for _, place in chosen}) > 1:
        named = sorted({place.key for _, place in places})
        missing = f"no finding {code} is there{f' for {key}' if key else ''}"
        raise ConfigError(
            f"{code} is found in {len(named)} rows" if chosen else missing,
            remedy=f"Name one with --key: {', '.join(named)}" if named else "Check the returns again",
        )
    if config.store_file is None:
        raise ConfigError("nothing is kept", where="store", remedy="Name a file with 'store:'")
    made = tuple(
        Explanation(
            name,
            place.key,
            place.column,
            code,
            place.fingerprint(code),
            reason,
            words,
            given,
            today(),
            last,
            config.month,
        )
        for name, place in chosen
    )
    with open_store(config.store_file, framework=framework, writes=True, create=True) as store, store.transaction():
        for each in made:
            add_explanation(store, each)
            store.log("accepted", f"{each.code} {each.key}", role=given, reason=reason)
    return made


def _places(config: MonthConfig, returns: Sequence[Return], code: str) -> list[tuple[str, Place]]:
    """Return workbook and place of each finding of a rule that is not waived."""
    return [
        (source.workbook.name, place)
        for source, done in zip(config.returns, returns, strict=True)
        for finding in done.report
        if finding.code == code and finding.waiver is None and (place := _place(done, finding))
    ]


def _place(done: Return, finding: Finding) -> Place | None:
    # An error is looked at before the store is: for it the rules of a waiver in the configuration hold.
    places = done.places
    return None if places is None else replace(places, stays_private=not finding.holds_back).of(finding)

"""Check the returns of a month together: what none of them shows alone."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from tht_xl.model.finding import Report
from tht_xl.model.period import Period
from tht_xl.workbook.check import Return, reading_order
from tht_xl.workbook.observations import HeldBack
from tht_xl.workbook.rules import RULES
from tht_xl.workbook.rules.together import Beside, Key

_TOGETHER = tuple(rule for rule in RULES.values() if rule.stage == "together")


def check_together(returns: Sequence[Return], month: Period | None = None) -> tuple[Return, ...]:
    """The same returns, with rows held back that another return gives too or that lie after the month.

    Args:
        returns: Each return as it was checked alone.
        month: The month that is run; without it, no period is too late.
    """
    keys = [_keys(done) for done in returns]
    # For each row the last return that gives it, and the last but one: one of the two is another than the row's own.
    givers: dict[Key, tuple[int, ...]] = {}
    for number, own in enumerate(keys):
        for key in dict.fromkeys(own):
            givers[key] = (*givers.get(key, ()), number)[-2:]
    names = [Path(done.report.path).name for done in returns]
    checked = []
    for number, (done, own) in enumerate(zip(returns, keys, strict=True)):
        others = {key: [other for other in givers[key] if other != number] for key in own}
        elsewhere = {key: names[other[-1]] for key, other in others.items() if other}
        checked.append(_checked(done, own, elsewhere, month))
    return tuple(checked)


def _keys(done: Return) -> tuple[Key, ...]:
    rows = done.observations[["indicator", "area", "period"]].itertuples(index=False)
    return tuple((indicator, area, Period.parse(period)) for indicator, area, period in rows)


def _checked(done: Return, keys: tuple[Key, ...], elsewhere: Mapping[Key, str], month: Period | None) -> Return:
    beside = Beside(keys, done.observations, elsewhere, month)
    faults = [(rule, fault) for rule in _TOGETHER for fault in rule.check(beside)]
    if not faults:
        return done
    own = done.observations
    broken: dict[int, tuple[str, ...]] = {}
    for rule, fault in faults:
        broken[fault.row] = (*broken.get(fault.row, ()), rule.code)
    held = own[own["row"].isin(broken)]
    findings = [rule.finding(fault, str(own["sheet"].iloc[0])) for rule, fault in faults]
    return replace(
        done,
        report=Report(done.report.path, tuple(sorted([*done.report.findings, *findings], key=reading_order))),
        observations=own[~own["row"].isin(broken)].reset_index(drop=True),
        held_back=(
            *done.held_back,
            *(
                HeldBack(row["sheet"], row["row"], row["indicator"], row["area"], row["period"], broken[row["row"]])
                for row in held.to_dict("records")
            ),
        ),
    )

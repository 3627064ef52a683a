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
    checked = []
    for number, done in enumerate(returns):
        elsewhere = {
            key: Path(other.report.path).name for at, other in enumerate(returns) if at != number for key in keys[at]
        }
        checked.append(_checked(done, keys[number], elsewhere, month))
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
    broken = {fault.row: tuple(rule.code for rule, other in faults if other.row == fault.row) for _, fault in faults}
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

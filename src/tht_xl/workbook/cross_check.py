"""Cross-check the returns of a month: find what none of them shows alone."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from tht_xl.evaluation.rows.observations import NUMBERS, SYMBOL
from tht_xl.model.finding import RuleRun, Severity
from tht_xl.model.periods.period import Period
from tht_xl.workbook.check import Return
from tht_xl.workbook.data_sheet.observations import HeldBack
from tht_xl.workbook.order import reading_order
from tht_xl.workbook.rules import RULES
from tht_xl.workbook.rules.rows.across_returns import Key, ReturnInContext

FigureTexts = tuple[str, ...]

_ACROSS_RETURNS = tuple(rule for rule in RULES.values() if rule.stage == "across_returns")


def cross_check_returns(returns: Sequence[Return], month: Period | None = None) -> tuple[Return, ...]:
    """Return the same returns, with rows held back that another return contradicts or that lie after the month.

    A row that several returns give with the same figures is used from the first of them.

    Args:
        returns: Each return as it was checked alone.
        month: The month that is run; without it, no period is too late.
    """
    keys = [_keys(done) for done in returns]
    givers: dict[Key, list[tuple[int, FigureTexts]]] = {}
    for number, (done, own) in enumerate(zip(returns, keys, strict=True)):
        for key, figures in zip(own, _figures(done), strict=True):
            # A row that nobody has filled in contradicts nothing: R210 says that it has no figure.
            if any(figures):
                givers.setdefault(key, []).append((number, figures))
    names = [Path(done.report.path).name for done in returns]
    differing: list[dict[Key, str]] = [{} for _ in returns]
    repeated: list[dict[Key, str]] = [{} for _ in returns]
    for key, each in givers.items():
        if len({figures for _, figures in each}) > 1:
            for number, other in _contradicting(each):
                differing[number][key] = names[other]
        else:
            for number, _ in each[1:]:
                repeated[number][key] = names[each[0][0]]
    each_return = zip(returns, keys, differing, repeated, strict=True)
    return tuple(
        _check(done, ReturnInContext(own, done.observations, others, same, month))
        for done, own, others, same in each_return
    )


def _contradicting(givers: Sequence[tuple[int, FigureTexts]]) -> Iterator[tuple[int, int]]:
    """Each return that gives a row, with the last one that gives it with other figures."""
    last, told = givers[-1]
    other = next(number for number, figures in reversed(givers) if figures != told)
    for number, figures in givers:
        yield number, other if figures == told else last


def _keys(done: Return) -> tuple[Key, ...]:
    rows = done.observations[["indicator", "area", "period"]].itertuples(index=False)
    return tuple((indicator, area, Period.parse(period)) for indicator, area, period in rows)


def _figures(done: Return) -> Iterator[FigureTexts]:
    """Yield the figures of each row as texts, so that what is missing equals itself and the last bits do not count."""
    for *numbers, symbol in done.observations[[*NUMBERS, SYMBOL]].itertuples(index=False):
        yield (*("" if number != number else f"{number:.12g}" for number in numbers), symbol)


def _check(done: Return, beside: ReturnInContext) -> Return:
    own = done.observations
    ran = (*done.report.ran, *(RuleRun(rule.code, "row", len(own)) for rule in _ACROSS_RETURNS))
    done = replace(done, report=replace(done.report, ran=ran))
    faults = [(rule, fault) for rule in _ACROSS_RETURNS for fault in rule.check(beside)]
    if not faults:
        return done
    broken: dict[int, tuple[str, ...]] = {}
    for rule, fault in faults:
        if rule.severity is Severity.ERROR:
            broken[fault.row] = (*broken.get(fault.row, ()), rule.code)
    held = own[own["row"].isin(broken)]
    # What is only repeated (R316) is not held back: the same row of another return is used.
    used = ~own["row"].isin({fault.row for _, fault in faults})
    findings = [rule.finding(fault, str(own["sheet"].iloc[0])) for rule, fault in faults]
    return replace(
        done,
        report=replace(done.report, findings=tuple(sorted([*done.report.findings, *findings], key=reading_order))),
        observations=own[used].reset_index(drop=True),
        held_back=(
            *done.held_back,
            *(
                HeldBack(row["sheet"], row["row"], row["indicator"], row["area"], row["period"], broken[row["row"]])
                for row in held.to_dict("records")
            ),
        ),
    )

"""Why a cell has no value, in the order of docs/decisions/cell-outcomes.md: for functions of single cells."""

from collections.abc import Iterator, Mapping, Sequence
from operator import gt
from typing import Any, Final

import numpy as np

from tht_xl.formulas.expression import Atom, Binary, Call, Name, Node, QuotedText, replace_names
from tht_xl.formulas.parsing import parse
from tht_xl.functions.catalogue.statistics import is_zero
from tht_xl.functions.engine.function import ArgumentsRule, WorksheetFunction
from tht_xl.functions.engine.outcome import NO_TARGET, Outcome
from tht_xl.hosts.native.folding import FALSE, TRUE, any_of
from tht_xl.hosts.native.reading import GivenArgument, with_cell
from tht_xl.model.vocabulary import Symbol

Reason = tuple[Node, Node]
"""A condition, and what the cell shows where it holds."""

SHOWN: Final[Mapping[int, Node]] = {
    Outcome.UNKNOWN: Atom("#VALUE!"),
    Outcome.MISSING: Call("NA", ()),
    Outcome.NO_TARGET: QuotedText(NO_TARGET),
    Outcome.INVALID: Atom("#VALUE!"),
    Outcome.ZERO_DENOMINATOR: Atom("#DIV/0!"),
    Outcome.UNDEFINED: Atom("#NUM!"),
    Outcome.UNRELIABLE: QuotedText(Symbol.UNRELIABLE.value),
}

REFUSED_SYMBOLS: Final = tuple(each.value for each in Symbol if each is not Symbol.NOT_AVAILABLE)
"""The symbols that a cell passes on; what is not available counts as blank."""

_ALL: Final = "texts"
_NEEDED: Final = "needed_texts"
"""Steps in which symbols are looked for."""

_SIGNS: Final[Mapping[Any, str]] = {np.greater: ">", gt: ">", np.greater_equal: ">=", np.less: "<"}


def reasons_of_cells(
    function: WorksheetFunction, given: Sequence[GivenArgument], *, refuse_truth: bool
) -> Iterator[Reason]:
    """Every reason that the arguments and rules of a function of single cells can give, first things first."""
    open_ones = [each for each in given if not each.is_known]
    yield any_of(*(each.unknown() for each in open_ones)), SHOWN[Outcome.UNKNOWN]
    yield from errors_of(open_ones)
    for symbol in REFUSED_SYMBOLS:
        yield _holds(open_ones, _ALL, symbol), QuotedText(symbol)
    for outcome in (Outcome.MISSING, Outcome.NO_TARGET):
        needed = _required(open_ones, outcome)
        yield any_of(_holds(needed, _NEEDED, ""), _holds(needed, _NEEDED, Symbol.NOT_AVAILABLE.value)), SHOWN[outcome]
    terms = [each.invalid(refuse_truth=refuse_truth) for each in open_ones]
    terms += [broken(rule, given) for rule in function.rules if rule.outcome == Outcome.INVALID]
    wrong = any_of(*terms)
    yield (wrong if wrong == FALSE else Call("IFERROR", (wrong, Atom("TRUE")))), SHOWN[Outcome.INVALID]
    zero = [broken(rule, given) for rule in function.rules if rule.outcome == Outcome.ZERO_DENOMINATOR]
    yield any_of(*zero), SHOWN[Outcome.ZERO_DENOMINATOR]


def broken(rule: ArgumentsRule, given: Sequence[GivenArgument]) -> Node:
    """Return the condition under which a rule is broken; an argument that is not given breaks none."""
    if rule.native:
        condition = parse(rule.native)
    elif rule.is_broken is is_zero:
        condition = Binary("=", Name(rule.arguments[0]), Atom("0"))
    else:
        condition = Binary(_SIGNS[rule.is_broken], Name(rule.arguments[0]), Name(rule.arguments[1]))
    for each in given:
        argument = each.argument
        if argument.name in rule.arguments and argument.optional and argument.default is None:
            condition = Call("IF", (each.is_given, condition, FALSE))
    return condition


def first_reason(reasons: Sequence[Reason], value: Node) -> Node:
    """Return the value, or the first reason that holds."""
    for condition, shown in reversed(reasons):
        if condition == TRUE:
            value = shown
        elif condition != FALSE:
            value = Call("IF", (condition, shown, value))
    return value


def errors_of(given: Sequence[GivenArgument]) -> Iterator[Reason]:
    """Errors in cells, in the order of the arguments."""
    for each in given:
        assert each.cell is not None  # noqa: S101 - what is left out is known
        cell = Name(f"{each.argument.name}_text") if each.may_be_omitted else each.cell
        yield Call("ISERROR", (cell,)), cell


def steps_of_texts(given: Sequence[GivenArgument]) -> dict[str, Node]:
    """Return the texts of all cells in a row, and of those that must not be blank, to look for symbols in."""
    open_ones = [each for each in given if not each.is_known and not each.argument.series]
    groups = {_ALL: open_ones, _NEEDED: _required(open_ones, Outcome.MISSING)}
    steps: dict[str, Node] = {}
    for name, cells in groups.items():
        if len(cells) > 1:
            # Between bars, so that one search finds a cell that is "[c]" and not one that only has it inside.
            key: Node = QuotedText("|")
            for each in cells:
                key = Binary("&", Binary("&", key, each.trimmed_text), QuotedText("|"))
            steps[name] = Call("LOWER", (key,))
    return steps


def _required(given: Sequence[GivenArgument], outcome: int) -> list[GivenArgument]:
    return [each for each in given if not each.argument.optional and each.argument.blank == outcome]


def _holds(given: Sequence[GivenArgument], texts: str, word: str) -> Node:
    """Return whether one of the cells is this word."""
    if not given:
        return FALSE
    if len(given) == 1:
        return Binary("=", Name(f"{given[0].argument.name}_text"), QuotedText(word))
    find = parse("ISNUMBER(FIND(word,cell))")
    return replace_names(with_cell(find, Name(texts)), lambda name: QuotedText(f"|{word}|") if name == "word" else None)

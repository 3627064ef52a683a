"""Why an aggregate has no value, and the cells of its ranges that count."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from tht_xl.formulas.expression import Atom, Binary, Call, Name, Node, QuotedText, replace_names, replace_nodes
from tht_xl.formulas.parsing import parse
from tht_xl.functions.engine.dates import LAST_SERIAL, LAST_YEAR
from tht_xl.functions.engine.function import WorksheetFunction
from tht_xl.functions.engine.kinds import Day, Number
from tht_xl.functions.engine.outcome import Outcome
from tht_xl.hosts.native.folding import any_of
from tht_xl.hosts.native.reading import GivenArgument, with_cell
from tht_xl.hosts.native.reasons import REFUSED_SYMBOLS, SHOWN, Reason, broken, errors_of
from tht_xl.hosts.native.references import size_of
from tht_xl.model.vocabulary import Symbol

_SIZE: Final = parse("ROWS(cell)*COLUMNS(cell)")
_FILLED: Final = parse("ROWS(cell)*COLUMNS(cell)-COUNTBLANK(cell)")
_FIRST: Final = parse("INDEX(cell,1):INDEX(cell,rows)")
_GAPS: Final = parse(f'(filled<>rows)+COUNTIF(cell,"{Symbol.NOT_AVAILABLE}")+COUNTBLANK(part)')
_NO_NUMBERS: Final = parse("COUNT(part)<>rows")
_NO_NUMBERS_AMONG_GAPS: Final = parse(f'filled-COUNTIF(cell,"{Symbol.NOT_AVAILABLE}")<>COUNT(cell)')
_EARLIEST: Final = LAST_YEAR + 1
"""Numbers up to the last year are years where a day is expected; in a range they are refused."""


def steps_of_ranges(function: WorksheetFunction, given: Sequence[GivenArgument]) -> Mapping[str, Node]:
    """Each range without the blanks at its end, under the name of its argument, and how many cells are filled."""
    series = _series(given)
    if not (series and function.calling.one_result):
        return {}
    steps: dict[str, Node] = {"filled_rows": _number_filled(_cell(_leader(series)))}
    for each in series:
        name, cell = each.argument.name, _cell(each)
        steps[name] = cell if each.argument.gaps else _of(_FIRST, cell, rows=_rows(each))
    return steps


def reasons_of_ranges(
    function: WorksheetFunction, given: Sequence[GivenArgument], *, refuse_truth: bool
) -> Iterator[Reason]:
    """Every reason that the ranges, the other arguments and the rules of an aggregate can give."""
    series, single = _series(given), [each for each in given if not each.argument.series and not each.is_known]
    yield any_of(*(each.unknown() for each in single), *_unlike(series)), SHOWN[Outcome.UNKNOWN]
    for each in given:
        if each.argument.series and each.cell is not None:
            total = Call("SUM", (_cell(each),))
            yield Call("ISERROR", (total,)), total
        elif each in single:
            yield from errors_of([each])
    texts = [Name(f"{each.argument.name}_text") for each in single]
    for symbol in REFUSED_SYMBOLS:
        found = [Call("COUNTIF", (_cell(each), QuotedText(symbol))) for each in series]
        yield any_of(*found, *(Binary("=", text, QuotedText(symbol)) for text in texts)), QuotedText(symbol)
    undated = [broken(rule, given) for rule in function.rules if rule.outcome == Outcome.MISSING]
    yield any_of(*_missing(series, single), *undated), SHOWN[Outcome.MISSING]
    terms = [term for each in series for term in _invalid(each)]
    terms += [each.invalid(refuse_truth=refuse_truth) for each in single]
    yield Call("IFERROR", (any_of(*terms), Atom("TRUE"))), SHOWN[Outcome.INVALID]
    zero = [rule for rule in function.rules if rule.outcome == Outcome.ZERO_DENOMINATOR]
    yield (
        any_of(*(Call("COUNTIF", (Name(rule.arguments[0]), Atom("0"))) for rule in zero)),
        SHOWN[Outcome.ZERO_DENOMINATOR],
    )


def _series(given: Sequence[GivenArgument]) -> list[GivenArgument]:
    return [each for each in given if each.argument.series and each.cell is not None]


def _cell(given: GivenArgument) -> Node:
    assert given.cell is not None  # noqa: S101 - series that are left out are not asked for
    return given.cell


def _leader(series: Sequence[GivenArgument]) -> GivenArgument:
    """Return the range by which the filled rows are counted: the first that cannot be one cell with a total."""
    return next((each for each in series if not each.takes_total), series[0])


def _rows(given: GivenArgument) -> Node:
    if not given.takes_total:
        return Name("filled_rows")
    cell = _cell(given)
    return _with_known_size(_of(parse("IF(ROWS(cell)*COLUMNS(cell)=1,1,filled_rows)"), cell), cell)


def _number_filled(cell: Node) -> Node:
    return _with_known_size(with_cell(_FILLED, cell), cell)


def _with_known_size(tree: Node, cell: Node) -> Node:
    """Return the formula with the number of cells written out, where the reference says it."""
    size = size_of(cell.text) if isinstance(cell, Atom) else None
    if size is None:
        return tree
    count = Atom(str(size[0] * size[1]))
    asked = with_cell(_SIZE, cell)
    return replace_nodes(tree, lambda node: count if node == asked else None)


def _of(pattern: Node, cell: Node, **others: Node) -> Node:
    return replace_names(pattern, lambda name: cell if name == "cell" else others.get(name))


def _unlike(series: Sequence[GivenArgument]) -> Iterator[Node]:
    """Ranges of different length, and tables."""
    leader = with_cell(_SIZE, _cell(_leader(series)))
    for each in series:
        if not isinstance(each.cell, Name):
            continue
        cell = _cell(each)
        yield with_cell(parse("(ROWS(cell)>1)*(COLUMNS(cell)>1)"), cell)
        size = with_cell(_SIZE, cell)
        other = Binary("<>", size, leader)
        if each is not _leader(series):
            yield Binary("*", other, Binary("<>", size, Atom("1"))) if each.takes_total else other


def _missing(series: Sequence[GivenArgument], single: Sequence[GivenArgument]) -> Iterator[Node]:
    yield Binary("=", Name("filled_rows"), Atom("0"))
    for each in series:
        if not each.argument.gaps:
            cell, rows = _cell(each), _rows(each)
            filled = _number_filled(cell)
            yield _of(_GAPS, cell, filled=filled, rows=rows, part=Name(each.argument.name))
    for each in single:
        if not each.argument.optional:
            yield each.is_blank


def _invalid(given: GivenArgument) -> Iterator[Node]:
    cell, kind = _cell(given), given.argument.reader
    pattern = _NO_NUMBERS_AMONG_GAPS if given.argument.gaps else _NO_NUMBERS
    filled = _number_filled(cell)
    yield _of(pattern, cell, filled=filled, rows=_rows(given), part=Name(given.argument.name))
    lowest = kind.at_least if isinstance(kind, Number) else float("-inf")
    if lowest > float("-inf"):
        yield Call("COUNTIF", (cell, QuotedText(f"<{lowest:.15g}")))
    if isinstance(kind, Day):
        yield Call("COUNTIF", (cell, QuotedText(f"<{_EARLIEST}")))
        yield Call("COUNTIF", (cell, QuotedText(f">={LAST_SERIAL + 1}")))
    if kind.name == "standard":
        yield Call("COUNTIF", (cell, QuotedText("<=0")))

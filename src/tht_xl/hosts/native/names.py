"""LAMBDA definitions: a workbook name for each function that has a native form, with LET for its steps."""

from collections.abc import Sequence
from importlib.metadata import version
from typing import Final

from tht_xl.formulas.expression import Atom, Binary, Call, Name, Node, QuotedText, replace_names, write
from tht_xl.formulas.parsing import parse
from tht_xl.functions.engine.function import WorksheetFunction
from tht_xl.functions.engine.native import ClosedForm
from tht_xl.functions.engine.outcome import Outcome
from tht_xl.hosts.native.closed import closed_form, steps_needed
from tht_xl.hosts.native.folding import FALSE, any_of, fold
from tht_xl.hosts.native.reading import GivenArgument, with_cell
from tht_xl.hosts.native.reasons import SHOWN, first_reason
from tht_xl.model.stored_formula import stored_formula

_CELL: Final = "_cell"
"""What a name ends in that stands for the cells of an argument, and not for their values."""

_ROWS: Final = "most_rows"
_COLUMNS: Final = "most_columns"

_MANY: Final = parse("IF(ISOMITTED(cell),1,many)")


def definition(function: WorksheetFunction, form: ClosedForm) -> str:
    """Return what a workbook's name of a function refers to, as files write it."""
    parameters = [Name(f"{'_xlop' if each.optional else '_xlpm'}.{each.name}") for each in function.arguments]
    inside = replace_names(body(function, form), lambda name: Name(f"_xlpm.{name}"))
    return stored_formula(write(Call("LAMBDA", (*parameters, inside))))


def body(function: WorksheetFunction, form: ClosedForm) -> Node:
    """Return what the LAMBDA computes, in terms of its parameters: reasons first, then the value."""
    given = [_argument(function, place) for place in range(len(function.arguments))]
    own: dict[str, Node] = {"package_version": QuotedText(version("tht_xl"))}
    if given:
        own |= {"all_values": _cell(given[0]), _ROWS: _size("ROWS", given), _COLUMNS: _size("COLUMNS", given)}
    parts = closed_form(function, form, given, refuse_truth=False, own=own)
    refused = any_of(*_misfits(function, given))
    reasons = [(refused, SHOWN[Outcome.UNKNOWN]), *parts.reasons]
    reasons = [(fold(condition), shown) for condition, shown in reasons]
    reasons = [(condition, shown) for condition, shown in reasons if condition != FALSE]
    value = parts.columns[0]
    if len(parts.columns) > 1:
        value = _side_by_side(parts.columns)
        (condition, shown), *others = reasons
        # As many conditions as columns, so that each of them has a reason.
        zeros = Atom("{" + ",".join(["0"] * len(parts.columns)) + "}")
        reasons = [(Binary("+", condition, zeros), shown), *others]
    result = fold(first_reason(reasons, value))
    steps = steps_needed([result], {name: fold(step) for name, step in parts.steps.items()})
    if steps:
        pairs = [part for name, step in steps.items() for part in (Name(name), step)]
        result = Call("LET", (*pairs, result))
    return replace_names(result, lambda name: Name(_public(function, name)))


def _public(function: WorksheetFunction, name: str) -> str:
    """Parameters have the names of the arguments; what is read from them says so."""
    arguments = {each.name for each in function.arguments}
    if name.endswith(_CELL) and name.removesuffix(_CELL) in arguments:
        return name.removesuffix(_CELL)
    return f"{name}_read" if name in arguments else name


def _argument(function: WorksheetFunction, place: int) -> GivenArgument:
    argument = function.arguments[place]
    if argument.series and argument.optional:
        return GivenArgument(argument, None)
    return GivenArgument(argument, Name(f"{argument.name}{_CELL}"), may_be_omitted=argument.optional)


def _cell(given: GivenArgument) -> Node:
    return given.cell or Name(f"{given.argument.name}{_CELL}")


def _misfits(function: WorksheetFunction, given: Sequence[GivenArgument]) -> Sequence[Node]:
    """Conditions under which the ranges do not fit one another, or one is given that the native form cannot read."""
    if function.calling.one_result:
        refused = parse("IF(ISOMITTED(cell),0,SUM(LEN(cell)))")
        return [with_cell(refused, _cell(each)) for each in given if each.cell is None]
    if not given:
        return []
    rows, columns = Name(_ROWS), Name(_COLUMNS)
    limit = [Binary(">", columns, Atom("1"))] if len(function.columns) > 1 else []
    if len(given) == 1:
        return limit
    unlike = parse("(ROWS(cell)*COLUMNS(cell)<>1)*((ROWS(cell)<>rows)+(COLUMNS(cell)<>columns))")
    conditions: list[Node] = []
    for each in given:
        condition = replace_names(
            with_cell(unlike, _cell(each)),
            lambda name: rows if name == "rows" else columns if name == "columns" else None,
        )
        skipped = parse("IF(ISOMITTED(cell),0,condition)")
        if each.may_be_omitted:
            condition = replace_names(
                skipped,
                lambda name, each=each, condition=condition: condition if name == "condition" else _cell(each),
            )
        conditions.append(condition)
    return limit + conditions


def _size(way: str, given: Sequence[GivenArgument]) -> Node:
    sizes: list[Node] = []
    for each in given:
        many: Node = Call(way, (_cell(each),))
        if each.may_be_omitted:
            many = replace_names(
                with_cell(_MANY, _cell(each)), lambda name, many=many: many if name == "many" else None
            )
        sizes.append(many)
    return Call("MAX", tuple(sizes))


def _side_by_side(columns: Sequence[Node]) -> Node:
    *before, last = columns
    result = last
    for place in reversed(range(len(before))):
        chosen_column = Atom("{" + ",".join("1" if place == each else "0" for each in range(len(columns))) + "}")
        result = Call("IF", (chosen_column, before[place], result))
    return result

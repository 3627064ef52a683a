"""A worksheet function as named steps, reasons and columns, ready to be written inline or with LET."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tht_xl.formulas.expression import Name, Node, nodes, replace_names
from tht_xl.formulas.parsing import parse
from tht_xl.functions.engine.function import WorksheetFunction
from tht_xl.functions.engine.native import ClosedForm
from tht_xl.hosts.native.folding import fold
from tht_xl.hosts.native.macros import expand, steps_of_digits
from tht_xl.hosts.native.ranges import reasons_of_ranges, steps_of_ranges
from tht_xl.hosts.native.reading import GivenArgument
from tht_xl.hosts.native.reasons import SHOWN, Reason, reasons_of_cells, steps_of_texts


@dataclass(frozen=True, slots=True)
class Closed:
    """The parts of a function's formula.

    Attributes:
        steps: What names stand for, in an order in which each needs only those before it.
        reasons: Conditions with what the cell shows, first things first.
        columns: The value of each column where no reason holds.
    """

    steps: Mapping[str, Node]
    reasons: tuple[Reason, ...]
    columns: tuple[Node, ...]


def closed_form(
    function: WorksheetFunction,
    form: ClosedForm,
    given: Sequence[GivenArgument],
    *,
    refuse_truth: bool,
    own: Mapping[str, Node],
) -> Closed:
    """Return the function with its arguments in place.

    Args:
        function: The function.
        form: Its closed form.
        given: Its arguments.
        refuse_truth: Whether TRUE and FALSE could be taken for numbers, as in LibreOffice.
        own: What further names stand for.
    """
    by_name = {each.argument.name: each for each in given}
    steps: dict[str, Node] = dict(own)
    for each in given:
        if each.argument.series:
            continue
        if not each.is_known:
            steps[f"{each.argument.name}_text"] = each.text
        steps[each.argument.name] = each.value
    steps |= {**steps_of_digits(by_name), **steps_of_texts(given), **steps_of_ranges(function, given)}
    steps |= {name: expand(parse(formula), by_name) for name, formula in form.steps}
    find = reasons_of_ranges if function.calling.one_result else reasons_of_cells
    reasons = [*find(function, given, refuse_truth=refuse_truth)]
    reasons += [(parse(condition), SHOWN[outcome]) for condition, outcome in form.unless]
    return Closed(
        steps,
        tuple((expand(condition, by_name), shown) for condition, shown in reasons),
        tuple(expand(parse(column), by_name) for column in form.columns),
    )


def inline(tree: Node, steps: Mapping[str, Node]) -> Node:
    """Return the formula without names: each is replaced by its value, and known parts are calculated."""
    known: dict[str, Node] = {}

    def meaning(name: str) -> Node | None:
        if name not in steps:
            return None
        if name not in known:
            known[name] = fold(replace_names(steps[name], meaning))
        return known[name]

    return fold(replace_names(tree, meaning))


def steps_needed(trees: Sequence[Node], steps: Mapping[str, Node]) -> dict[str, Node]:
    """Return the steps that are used, in their order."""
    wanted: set[str] = set()
    waiting = list(trees)
    while waiting:
        for node in nodes(waiting.pop()):
            if isinstance(node, Name) and node.name in steps and node.name not in wanted:
                wanted.add(node.name)
                waiting.append(steps[node.name])
    return {name: step for name, step in steps.items() if name in wanted}

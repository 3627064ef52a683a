"""The few words of a closed form that no spreadsheet has: comparisons at 15 significant digits, and what is given."""

from collections.abc import Mapping
from typing import Final

from tht_xl.formulas.expression import Atom, Binary, Call, Name, Node, QuotedText, is_constant, replace_nodes
from tht_xl.formulas.parsing import parse
from tht_xl.hosts.native.folding import FALSE
from tht_xl.hosts.native.reading import GivenArgument, with_cell
from tht_xl.model.vocabulary import Polarity

_FIFTEEN: Final = parse("ROUND(cell,14-INT(LOG10(ABS(cell)+(cell=0))))")
_SIGN: Final = parse(f'IF(cell="{Polarity.LOW}",-1,1)')


def expand(tree: Node, given: Mapping[str, GivenArgument]) -> Node:
    """Return the closed form in ordinary functions.

    FIFTEEN(x) is x at 15 significant digits; MEETS(value, target, polarity) and EXCEEDS(a, b) compare at them;
    GIVEN(argument) is whether an optional argument has a value.
    """

    def change(node: Node) -> Node | None:
        if not isinstance(node, Call) or node.function not in ("FIFTEEN", "MEETS", "EXCEEDS", "GIVEN"):
            return None
        parts = [expand(each, given) for each in node.arguments if each is not None]
        if node.function == "GIVEN":
            first = node.arguments[0]
            return given[first.name].is_given if isinstance(first, Name) and first.name in given else FALSE
        if node.function == "FIFTEEN":
            return _fifteen(parts[0], given)
        left, right = _fifteen(parts[0], given), _fifteen(parts[1], given)
        if node.function == "EXCEEDS":
            return Binary(">", left, right)
        polarity = given.get(parts[2].name) if isinstance(parts[2], Name) else None
        word = polarity.value if polarity and polarity.is_known else None
        if isinstance(word, QuotedText):
            return Binary("<=" if word.value == Polarity.LOW else ">=", left, right)
        # A cell says which way is good: turned round for "low", both are one comparison.
        return Binary(">=", Binary("*", with_cell(_SIGN, parts[2]), Binary("-", left, right)), Atom("0"))

    return replace_nodes(tree, change)


def _fifteen(operand: Node, given: Mapping[str, GivenArgument]) -> Node:
    known = given.get(operand.name) if isinstance(operand, Name) else None
    if (known and known.is_known) or is_constant(operand):
        return operand  # a typed number has no more digits
    return Name(f"{operand.name}_15") if known and isinstance(operand, Name) else with_cell(_FIFTEEN, operand)


def steps_of_digits(given: Mapping[str, GivenArgument]) -> dict[str, Node]:
    """Return the number of each cell at 15 significant digits, under a name that says so."""
    return {
        f"{name}_15": with_cell(_FIFTEEN, Name(name))
        for name, each in given.items()
        if not each.is_known and each.argument.kind == "number"
    }

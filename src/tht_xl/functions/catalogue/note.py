"""THT_NOTE: one sentence that says how a cell got its value, or why it has none."""

from tht_xl.errors import DomainError, UnknownNameError
from tht_xl.functions.engine.arguments import Argument
from tht_xl.functions.engine.blocks import block_of, is_range
from tht_xl.functions.engine.calling import Raw
from tht_xl.functions.engine.cells import Cell, Rows
from tht_xl.functions.engine.kinds import AnyCell, Text
from tht_xl.functions.engine.outcome import Outcome, Refusal, as_clause, cell_of_outcome
from tht_xl.functions.engine.registry import example, find_function, worksheet_function
from tht_xl.functions.engine.results import sentence

_FUNCTION = Argument("function", 'The name of a function, such as "THT_RAG".', Text("the name of a function"))


@worksheet_function(
    "THT_NOTE",
    _FUNCTION,
    Argument("args", "The same arguments as in the cell to explain.", AnyCell(), optional=True, repeats=True),
    help="One sentence: the method behind a value, or why there is none and what to do.",
    method="The reason of the first thing that decides the cell, in the order of docs/decisions/cell-outcomes.md.",
    category="Protection and explanation",
    source="The decision page on what a cell gets.",
    examples=(
        example("THT_PROPORTION", 5, None, result="Denominator is blank."),
        example("THT_RGA", 5, result="Unknown function 'THT_RGA'; did you mean 'THT_RAG'?"),
        example(
            "THT_PROPORTION",
            57,
            100,
            result="The value is the multiplier times the numerator over the denominator, not rounded.",
        ),
    ),
    calling=Raw(),
    native="The sentences are written by the program.",
)
def note(function: object, *args: object) -> Cell | Rows:
    """Return a sentence for a cell, or for each row of a row-wise function."""
    try:
        name = _FUNCTION.parse(_only_cell(function))
    except Refusal as refusal:
        return cell_of_outcome(refusal.outcome)
    try:
        explained = find_function(name)
        explained.check_number_of_arguments(len(args))
    except (UnknownNameError, DomainError) as error:
        return sentence(as_clause(error))
    return explained.calling.run(explained, args).sentences()


def _only_cell(given: object) -> object:
    """Return a cell, also where a host hands it over as a range of one.

    Raises:
        Refusal: The range has more cells.
    """
    if not is_range(given):
        return given
    cells = block_of(given).cells
    if len(cells) != 1:
        raise Refusal(Outcome.UNKNOWN, "function is a range; expected one cell")
    return cells[0]

"""Worksheet functions: the tenth, fifth or quarter that each value falls into."""

from tht_xl.functions.engine.arguments import Argument, number
from tht_xl.functions.engine.function import Numbers
from tht_xl.functions.engine.kinds import Choice, Number
from tht_xl.functions.engine.native import closed_form
from tht_xl.functions.engine.outcome import Outcome
from tht_xl.functions.engine.registry import example, worksheet_function
from tht_xl.functions.engine.rowwise import RowWise
from tht_xl.model.vocabulary import POLARITIES, Polarity
from tht_xl.stats import quantile as quantiles_of

_NUMBER_OF_TEXT = 'VALUE(SUBSTITUTE(TRIM(all_values),",","")&"E0")'


@worksheet_function(
    "THT_QUANTILE",
    number("values", "The value of each area, all areas in one range; a row without one is left out."),
    Argument(
        "quantiles",
        "How many quantiles, a whole number from 2: 10 for tenths unless given, 5 for fifths, 4 for quarters.",
        Number("a whole number from 2", at_least=2, whole=True),
        optional=True,
        default=10,
    ),
    Argument(
        "polarity",
        'Which way is good: "high" unless given, "low" or "none". 1 is the worst; with "none" the lowest.',
        Choice(POLARITIES),
        optional=True,
        default=Polarity.HIGH.value,
    ),
    help="The tenth, or other quantile, that each value of a range falls into, 1 being the worst.",
    method="The value ranks the row among the rows that have a value, equal values sharing the lowest rank, and "
    "divides the ranks evenly.",
    category="Statistics",
    source="Fingertips public health technical guidance, assigning deprivation categories.",
    examples=(
        example([[35.7], [12.9], [41.2], [8.8], [27.3], [19.6]], 3, "low", result=[[1], [3], [1], [3], [2], [2]]),
        example([[5], [None], [7]], 2, result=[[1], ["#N/A"], [2]]),
        example(5, result="#NUM!"),
    ),
    calling=RowWise(groups=("quantiles", "polarity")),
    reasons={Outcome.UNDEFINED: "the range has fewer values than quantiles; give the values of all areas in one range"},
    native=closed_form(
        'quantiles+1+INT((RANK(values,all_values,IF(polarity="low",0,1))-COUNT(all_values)-1)*quantiles/COUNT(all_values))',
        unless=(
            # A number typed as text would have no rank, and every other row a wrong one.
            (f"SUMPRODUCT(ISTEXT(all_values)*ISNUMBER({_NUMBER_OF_TEXT}))", Outcome.INVALID),
            ("COUNT(all_values)<quantiles", Outcome.UNDEFINED),
        ),
    ),
)
def quantile(values: Numbers, quantiles: float, polarity: str) -> Numbers:
    """Return the quantile of each row."""
    return quantiles_of.quantile(values, quantiles=int(quantiles), polarity=polarity)

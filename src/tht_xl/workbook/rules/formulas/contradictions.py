"""R513: worksheet functions of ours that are told something else than the definition says."""

import re
from collections.abc import Iterator, Mapping

from tht_xl.documents.addresses import cell_name
from tht_xl.evaluation.rows.given import COUNTED
from tht_xl.model.definition import Framework, Indicator
from tht_xl.model.finding import Severity
from tht_xl.model.vocabulary import Polarity
from tht_xl.workbook.formula_shapes import OwnRowFormulas
from tht_xl.workbook.rule import Fault, rule
from tht_xl.workbook.told_formulas import FormulaCall, FormulaSheets, calls

NUMBER = re.compile(r"\d+(?:\.\d+)?")
BY_MULTIPLIER = ("THT_PROPORTION", "THT_PROPORTION_CI", "THT_RATE", "THT_RATE_CI", "THT_PEOPLE_TO_TARGET")
"""The functions whose multiplier is that of the indicator's own scale."""
POLARITY_OF_WORD: dict[str, Polarity] = {each.value: each for each in Polarity} | {
    "higher": Polarity.HIGH,
    "lower": Polarity.LOW,
}
"""What people write for a polarity in a formula."""


@rule(
    "R513",
    "A formula contradicts the definition of its indicator",
    stage="formulas",
    severity=Severity.WARNING,
    why="With the wrong polarity green is red; with the wrong multiplier or indicator the value is wrong.",
    fix="Take it from the definition: refer to the indicator's cell, or to THT_INDICATOR of it.",
)
def formula_contradicts_its_indicator(sheets: FormulaSheets) -> Iterator[Fault]:
    """Report a polarity, multiplier or indicator of a THT_ formula that is not that of its rows."""
    own_row = OwnRowFormulas()
    for sheet, row, column, formula in sheets.formulas:
        columns = own_row.columns_told(formula, row)
        # The cell that says the indicator is the row's own, unless it says it within quotes.
        if columns is not None and not any(sheets.has_quotes(sheet, letters) for letters in columns):
            continue
        for call in calls(formula):
            told = {name: sheets.told(text, sheet).strip() for name, text in call.told.items()}
            indicators = sheets.indicators_of(call, sheet, row)
            found = [_contradiction(call, told, indicator, sheets.framework) for indicator in indicators]
            # A call about several indicators is wrong where it is wrong for each of them.
            if found and all(found) and found[0]:
                given, expected = found[0]
                yield Fault(given, expected, cell_name(row, column), sheet=sheet)


def _contradiction(
    call: FormulaCall, told: Mapping[str, str], indicator: Indicator, framework: Framework
) -> tuple[str, str] | None:
    polarity = POLARITY_OF_WORD.get(told.get("polarity", "").strip('"').strip().casefold())
    if polarity and polarity != indicator.polarity:
        return f"{call.name} with polarity {polarity}", f"{indicator.polarity}, as {indicator.id} has it"
    multiplier = told.get("multiplier", "")
    by_multiplier = call.name in BY_MULTIPLIER and indicator.measure in COUNTED
    if by_multiplier and NUMBER.fullmatch(multiplier) and float(multiplier) != indicator.multiplier:
        return f"{call.name} with multiplier {multiplier}", f"{indicator.multiplier:g}, as {indicator.id} has it"
    named = told.get("indicator", "")
    if named.startswith('"') and ":" not in named:
        name = named.strip('"').strip().casefold()
        if name != indicator.id and any(each.id == name for each in framework.indicators):
            return f"{call.name} of {name}", f"{indicator.id}, as its row has it"
    return None

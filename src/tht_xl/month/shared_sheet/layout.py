"""How the shared sheet looks when the month makes it: the name and the words first, people's columns beside them."""

from collections.abc import Sequence

from tht_xl.model.vocabulary import Comparison, Rating
from tht_xl.month.shared_sheet.rows import ATTENTION, KEY
from tht_xl.sheets.write.layout import Colours, WorksheetLook

BESIDE, COMPARED = "In words", "Compared with "
"""People's own columns come after this one."""
WIDTHS = {"Indicator": 230, "Period": 80, "Value": 70, "Lower limit": 70, "Upper limit": 70, "Unit": 90, BESIDE: 330,
          "Note": 200, "Source": 220, ATTENTION: 230}  # fmt: skip
WORDS_WIDTH = 260
"""Of the columns that people write in. [pixels]"""
ONE_OR_TWO_DECIMALS = "#,##0.0#"
NUMBERS = ("Value", "Lower limit", "Upper limit", "Target", "Gap")
RED, AMBER, GREEN, BLUE = ("#8A1C1C", "#FBE3E1"), ("#7A3E00", "#FFE9CC"), ("#0B5D2A", "#DFF2E4"), ("#17406B", "#E1ECF7")
RATINGS: Colours = {Rating.RED.value: RED, Rating.AMBER.value: AMBER, Rating.GREEN.value: GREEN}
COMPARISONS: Colours = {Comparison.WORSE.value: RED, Comparison.BETTER.value: GREEN, Comparison.HIGHER.value: BLUE,
                        Comparison.LOWER.value: BLUE}  # fmt: skip


def sheet_layout(columns: Sequence[str], people: Sequence[str]) -> WorksheetLook:
    """Return the look of the shared sheet.

    Args:
        columns: The headings that the sync manages, the key first.
        people: The headings of the columns in which people write.
    """
    at = list(columns).index(BESIDE) + 1
    compared = {heading: COMPARISONS for heading in columns if heading.startswith(COMPARED)}
    beside = [heading.removeprefix(COMPARED) for heading in compared]
    return WorksheetLook(
        headings=(*columns[:at], *people, *columns[at:]),
        managed=frozenset(columns),
        hidden=frozenset({KEY}),
        frozen=2,  # the hidden key, and the name
        widths=WIDTHS | dict.fromkeys(people, WORDS_WIDTH),
        formats=dict.fromkeys((*NUMBERS, *beside), ONE_OR_TWO_DECIMALS),
        colours={"Rating": RATINGS, **compared},
        wrapped=frozenset({"Indicator", BESIDE, "Note", "Source", ATTENTION, *people}),
    )

"""How the shared sheet looks when the month makes it: the name and the words first, people's columns beside them."""

from collections.abc import Iterator, Sequence

from tht_xl.model.vocabulary import Comparison, Rating
from tht_xl.month.shared_sheet.headings import ATTENTION, CHANGED, DOMAIN, DUE, KEY, LATEST, OWNER, SPARKLINE, WHICH
from tht_xl.month.shared_sheet.tabs.exceptions import LINE
from tht_xl.sheets.write.layout import Colours, FilterView, WorksheetLook

WORDS, COMPARED = "In words", "Compared with "
FIRST = (KEY, "Indicator", "Period", "Value", "Unit", "Rating", SPARKLINE, WORDS)
"""What a reader sees without scrolling; people's own columns come next, beside the words."""
THEN = (ATTENTION, CHANGED, "Recent trend", "Target", "Target due")
LAST = ("Lower limit", "Upper limit", "Gap", "Note", "Source")
WIDTHS = {"Indicator": 190, "Period": 80, "Value": 70, "Lower limit": 70, "Upper limit": 70, "Unit": 70, WORDS: 330,
          "Note": 200, "Source": 220, ATTENTION: 300, DOMAIN: 150, "Rating": 90, SPARKLINE: 140,
          CHANGED: 200, OWNER: 150, DUE: 95}  # fmt: skip
COMPARED_WIDTH, WORDS_WIDTH = 170, 260
"""Of the columns with a comparison, and of those that people write in. [pixels]"""
ALL = "All"
"""Title of the filter view with every row."""
TAB = "#0E4A63"
FORMULAS = "Formulas over the first worksheet, written once. Type there; it shows here at once."
ONE_OR_TWO_DECIMALS = "#,##0.0#"
NUMBERS = ("Value", "Lower limit", "Upper limit", "Target", "Gap")
RED, AMBER, GREEN, BLUE = ("#8A1C1C", "#FBE3E1"), ("#7A3E00", "#FFE9CC"), ("#0B5D2A", "#DFF2E4"), ("#17406B", "#E1ECF7")
RATINGS: Colours = {Rating.RED.value: RED, Rating.AMBER.value: AMBER, Rating.GREEN.value: GREEN}
COMPARISONS: Colours = {Comparison.WORSE.value: RED, Comparison.BETTER.value: GREEN, Comparison.HIGHER.value: BLUE,
                        Comparison.LOWER.value: BLUE}  # fmt: skip


def sheet_layout(
    columns: Sequence[str], people: Sequence[str], domains: Sequence[str] = (), owners: Sequence[str] = ()
) -> WorksheetLook:
    """Return the look of the first worksheet.

    Args:
        columns: The headings that the sync manages, the key first.
        people: The headings of the columns in which people write.
        domains: Names of the framework's domains, for a filter view each.
        owners: Who may be chosen as the owner of an action, beside anybody else that is typed.
    """
    first = [heading for heading in FIRST if heading in columns]
    then = [heading for heading in THEN if heading in columns]
    last = [heading for heading in LAST if heading in columns]
    rest = [heading for heading in columns if heading not in (*first, *then, *last)]
    compared = {heading: COMPARISONS for heading in columns if heading.startswith(COMPARED)}
    beside = [heading.removeprefix(COMPARED) for heading in compared]
    people = [*people, *(heading for heading in (OWNER, DUE) if heading not in people)]
    return WorksheetLook(
        headings=(*first, *people, *then, *rest, *last),
        managed=frozenset(columns),
        hidden=frozenset({KEY}),
        frozen=2,  # the hidden key, and the name
        widths=dict.fromkeys(people, WORDS_WIDTH) | dict.fromkeys(compared, COMPARED_WIDTH) | WIDTHS,
        formats=dict.fromkeys((*NUMBERS, *beside), ONE_OR_TWO_DECIMALS),
        colours={"Rating": RATINGS, **compared},
        wrapped=frozenset({"Indicator", WORDS, "Note", "Source", ATTENTION, CHANGED, DOMAIN, *people} - {DUE}),
        days=frozenset({DUE}),
        lists={OWNER: owners},
        views=tuple(_views(domains)) if {DOMAIN, WHICH, ATTENTION} <= set(columns) else (),
        tab=TAB,
    )


def _views(domains: Sequence[str]) -> Iterator[FilterView]:
    """Yield what a person may choose to see: a row that stays beside its narrative when a newer one comes is in All."""
    yield FilterView(ATTENTION, {ATTENTION: None, WHICH: LATEST}, (DOMAIN, "Indicator"))
    for domain in domains:
        yield FilterView(domain, {DOMAIN: domain, WHICH: LATEST}, ("Indicator",))
    yield FilterView(ALL, {}, (DOMAIN, "Indicator", "Period"))


def exceptions_look(headings: Sequence[str]) -> WorksheetLook:
    """Return the look of `Exceptions`, which is all formulas."""
    return WorksheetLook(
        headings=headings,
        managed=frozenset(headings),
        hidden=frozenset({KEY}),
        widths=dict.fromkeys(headings, WORDS_WIDTH) | WIDTHS | {LINE: 110},
        formats=dict.fromkeys(NUMBERS, ONE_OR_TWO_DECIMALS),
        colours={"Rating": RATINGS},
        wrapped=frozenset(headings) - {DUE, LINE},
        days=frozenset({DUE}),
        tab=RED[0],
        warning=FORMULAS,
        is_filtered=False,
    )

"""What people do to a return before they send it back, and what the check must say: no less and no more.

A row names what somebody did, how to do it to a filled-in return (`filled_return`), and the findings with their cells,
in reading order. `advice` are words that one of the findings must contain. Add a row for every mess that is seen.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from filled_return import FilledReturn

Change = Callable[[FilledReturn], object]


class Mess(NamedTuple):
    """One row of the table.

    Attributes:
        what: What somebody did.
        do: How: the cells that they typed into, or what they did to the workbook.
        expected: Codes and cells of the findings, "R202 E5"; nothing where the return is right as it is.
        advice: Words that stand in one of the findings.
    """

    what: str
    do: Mapping[str, object] | Change
    expected: str = ""
    advice: tuple[str, ...] = ()


def done(*changes: Change) -> Change:
    """Several things that somebody did, one after the other."""
    return lambda book: [change(book) for change in changes]


def title_rows(how_many: int) -> Change:
    """Merged title rows above the headings, which move down."""
    return done(
        lambda book: book.insert_rows(2, how_many),
        *(
            lambda book, row=row: (book.put({f"A{row}": "Return"}), book.merge(f"A{row}:I{row}"))
            for row in range(2, how_many + 2)
        ),
    )


def total_row(cells: Mapping[str, object]) -> Change:
    """A row of totals below the last row."""
    return lambda book: book.put({f"{column}11": content for column, content in cells.items()})


CLEAN = (
    Mess("filled it in, and nothing else", {}),
    Mess("wrote three merged title rows above the headings", title_rows(3)),
    Mess("added columns of their own", {"O4": "Officer", "O5": "AB", "P4": "Comments", "P6": "checked with finance"}),
    Mess("left a blank row in the middle", lambda book: book.insert_rows(8, 1)),
    Mess("put two columns in each other's place", lambda book: book.swap_columns("E", "M")),
    Mess(
        "left blanks around indicator, area and period",
        {"A5": "reception-obesity ", "C5": " Tower Hamlets", "D5": "2023/24 "},
    ),
    Mess("typed the area's code", {"C5": "E09000030"}),
)

NUMBERS = (
    Mess("typed a value with its sign, as text", {"G9": "28%"}, "R216 G9"),
    Mess("pasted a count with a thousands separator, as text", {"E5": "1,234"}, "R202 E5"),
    Mess(
        "typed a percentage as a fraction, shown as %",
        lambda book: (book.put({"G9": 0.652}), book.show_as("G9", 9)),
        "R211 G9",
    ),
    Mess("swapped numerator and denominator", {"E5": 2940, "F5": 310}, "R206 E5"),
    Mess("typed another value over the formula", {"G5": 11.9}, "R503 G5"),
    Mess("typed exact counts where the source rounds", {"E5": 312, "F5": 2943}, "R404 E5 R404 F5"),
    Mess("typed a small count and its denominator", {"E5": 3, "F5": 40}, "R404 E5"),
    Mess("swapped the limits of a survey", {"H9": 69.3, "I9": 61.1}, "R208 H9"),
    Mess("typed the number asked beside a survey's value", {"F9": 480}, "R309 F9"),
    Mess("typed 0 of 0 for what was not known", {"E5": 0, "F5": 0}, "R203 F5"),
    Mess("typed a count with decimals", {"E5": 310.4}, "R212 E5 R404 E5"),
    Mess("put a footnote mark beside a value", {"G9": "65.2*"}, "R201 G9"),
    Mess(
        "pasted numbers as text over the formulas", {"G5": "10.5", "H5": "9.5", "I5": "11.7"}, "R202 G5 R202 H5 R202 I5"
    ),
    Mess("typed a formula that nobody calculated", lambda book: book.formula("E5", "310/1*1"), "R507 E5"),
    Mess("broke a formula for a count", lambda book: book.formula("E5", "SUM(#REF!)", "#REF!"), "R207 E5"),
)

ROWS = (
    Mess("gave the same indicator, area and period twice", {"D8": "2023/24"}, "R305 A7 R305 A8"),
    Mess("typed the indicator's name for its id", {"A5": "Reception obesity"}, "R301 A5", ("reception-obesity",)),
    Mess("made a date of the period", lambda book: (book.put({"D5": 45017}), book.show_as("D5", 17)), "R310 D5"),
    Mess("hid a row", lambda book: book.hide_row(6), "R118 A6"),
)

WHOLE_RETURN = (
    Mess("wrote twelve title rows above the headings", title_rows(12), "R111 "),
    Mess("gave the sheet another name", lambda book: book.rename("Data 2024"), "R110 ", ("'Data 2024'",)),
    Mess("put an NHS number and a name into a note", {"N5": "NHS 943 476 5919, Jane Smith"}, "R403 N5"),
)

MESSES = (*CLEAN, *NUMBERS, *ROWS, *WHOLE_RETURN)

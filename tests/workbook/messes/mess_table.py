"""What people do to a return before they send it back, and what the check must say: no less and no more.

A row names what somebody did, how to do it to a filled-in return (`filled_return`), and the findings with their cells,
in reading order; what they say is in `findings.yaml`. `advice` are words that one of them must contain. Add a row for
every mess that is seen.
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

    def change(book: FilledReturn) -> None:
        book.insert_rows(2, how_many)
        for row in range(2, how_many + 2):
            book.put({f"A{row}": "Return"})
            book.merge(f"A{row}:I{row}")

    return change


def below(row: int = 11, *, merged: str = "", **cells: object) -> Change:
    """A row below the last one, or further down, and what is in it."""

    def change(book: FilledReturn) -> None:
        book.put({f"{column}{row}": content for column, content in cells.items()})
        if merged:
            book.merge(merged)

    return change


def with_formulas(row: int, **formulas: tuple[str, float | str]) -> Change:
    """Formulas of the partner's own in a row, with their results."""
    return lambda book: [book.formula(f"{column}{row}", text, result) for column, (text, result) in formulas.items()]


def headings(row: int) -> Change:
    """The header row once more."""
    return lambda book: book.copy_row(4, row)


def percent(address: str, number: float) -> Change:
    """A number shown as a percentage."""
    return done(lambda book: book.put({address: number}), lambda book: book.show_as(address, 9))


def part(name: str, content: bytes) -> Change:
    """Another part of the file, as a feature of Excel leaves it."""
    return lambda book: book.parts.update({name: content})


UTF_16 = '<?xml version="1.0" encoding="utf-16"?><DataMashup>AAAA</DataMashup>'.encode("utf-16")

CLEAN = (
    Mess("filled it in, and nothing else", {}),
    Mess("wrote three merged title rows above the headings", title_rows(3)),
    Mess("added columns of their own", {"O4": "Officer", "O5": "AB", "P4": "Comments", "P6": "checked with finance"}),
    Mess("left a blank row in the middle", lambda book: book.insert_rows(8, 1)),
    Mess("put two columns in each other's place", lambda book: book.swap_columns("E", "M")),
    Mess("left blanks around indicator, area and period",
         {"A5": "reception-obesity ", "C5": " Tower Hamlets", "D5": "2023/24 "}),
    Mess("pasted blanks that do not break or show", {"A5": "reception-obesity\u00a0", "C5": "\u200bTower Hamlets",
                                                     "D5": "2023/24\ufeff", "N5": "\u200b"}),
    Mess("typed everything in capitals", {"A5": "RECEPTION-OBESITY", "C5": "TOWER HAMLETS", "E4": "NUMERATOR"}),
    Mess("typed the area's code", {"C5": "E09000030"}),
    Mess("typed the council's initials for the area", {"C5": "LBTH", "C6": "lbth", "C7": "TH"}),
    Mess("typed the council's whole name for the area", {"C5": "London Borough of Tower Hamlets"}),
    Mess("loaded data with Power Query", part("customXml/item1.xml", UTF_16)),
    Mess("pasted a drawing with a document type", part("xl/media/image1.svg", b"<!DOCTYPE svg><svg/>")),
    Mess("kept a query on the sheet that is still loading", lambda book: book.error("R40", "#GETTING_DATA")),
    Mess("kept a formula of their own that spills into nothing", lambda book: book.error("P6", "#SPILL!")),
    Mess("left blanks below the table", {"A12": " ", "E13": "\u00a0", "N14": "\u200b"}),
    Mess("linked to another sheet of the workbook",
         lambda book: book.formula("P5", 'HYPERLINK("#Data!A1","top")', "top")),
    Mess("typed a symbol for a count that is missing", {"E6": "[x]"}),
    Mess("wrote what the air is like into a note", {"N5": "SO2 1hr mean and PM10 2ug, by M25 1am"}),
    Mess("named a data set of the NHS in a note", {"N5": "NHS England, dataset 4010232137"}),
    Mess("said in a note which children were measured",
         {"N5": "Children born between 01/09/2018 and 31/08/2019", "N6": "born 1 Sept 2019 to 31 Aug 2020"}),
    Mess("wrote who checked the figures, and when",
         done(lambda book: book.put({"O4": "Checked by", "O5": "Jane Smith", "P4": "Checked on", "P5": 45400}),
              lambda book: book.show_as("P5", 14))),
    Mess("typed a symbol where a count is withheld", {"E5": "[c]"}),
    Mess("typed a symbol where there is no survey", {"G9": "[x]", "H9": None, "I9": None}),
    Mess("typed [C] in capitals", {"E5": "[C]"}),
    Mess("added totals without a word", with_formulas(11, E=("SUM(E5:E8)", 2410), F=("SUM(F5:F8)", 12245))),
    Mess("coloured and formatted the rows below", lambda book: book.show_as("A30", 14)),
)  # fmt: skip

NUMBERS = (
    Mess("typed a value with its sign, as text", {"G9": "28%"}, "R216 G9"),
    Mess("pasted a count with a thousands separator, as text", {"E5": "1,234"}, "R202 E5"),
    Mess("typed a percentage as a fraction, shown as %", percent("G9", 0.652), "R211 G9"),
    Mess("swapped numerator and denominator", {"E5": 2940, "F5": 310}, "R206 E5"),
    Mess("typed another value over the formula", {"G5": 11.9}, "R503 G5"),
    Mess("typed exact counts where the source rounds", {"E5": 312, "F5": 2943}, "R404 E5 R404 F5"),
    Mess("typed a small count and its denominator", {"E5": 3, "F5": 40}, "R404 E5 R703 F6"),
    Mess("swapped the limits of a survey", {"H9": 69.3, "I9": 61.1}, "R208 H9"),
    Mess("typed the number asked beside a survey's value", {"F9": 480}, "R309 F9"),
    Mess("typed 0 of 0 for what was not known", {"E5": 0, "F5": 0}, "R203 F5"),
    Mess("typed a count with decimals", {"E5": 310.4}, "R212 E5 R404 E5"),
    Mess("put a footnote mark beside a value", {"G9": "65.2*"}, "R201 G9", ("put remarks in the Note column",)),
    Mess("pasted numbers as text over the formulas", {"G5": "10.5", "H5": "9.5", "I5": "11.7"},
         "R202 G5 R202 H5 R202 I5"),
    Mess("typed a formula that nobody calculated", lambda book: book.formula("E5", "310/1*1"), "R507 E5"),
    Mess("broke a formula for a count", lambda book: book.formula("E5", "SUM(#REF!)", "#REF!"), "R207 E5"),
    Mess("left a query in a count that is still loading", lambda book: book.error("E5", "#GETTING_DATA"), "R207 E5"),
    Mess("left a formula in a value that spills", lambda book: book.error("G9", "#SPILL!"), "R207 G9"),
    Mess("saved in a German Excel that writes its own errors", lambda book: book.error("G9", "#WERT!"), "R207 G9"),
    Mess("left a look-up for the area that finds nothing", lambda book: book.error("C5", "#N/A"), "R207 C5"),
    Mess("left a look-up for the source that finds nothing", lambda book: book.error("M5", "#N/A"), "R509 M5"),
    Mess("made a date of a count", done(lambda book: book.put({"E5": 45017}), lambda book: book.show_as("E5", 14)),
         "R213 E5"),
    Mess("typed a decimal comma", {"G9": "65,2"}, "R201 G9"),
    Mess("typed the unit beside a count", {"E5": "310 children"}, "R201 E5"),
    Mess("typed a negative count", {"E5": -310}, "R205 E5"),
    Mess("typed one of the two limits", {"I9": None}, "R215 I9"),
    Mess("deleted the formula of a value", {"G5": None}, "R504 G5"),
    Mess("left a count blank", {"F5": None}, "R204 F5"),
    Mess("left a row unfilled", {"E5": None, "F5": None}, "R210 G5"),
)  # fmt: skip

INSTEAD_OF_A_FIGURE = (
    Mess("typed n/a for a value", {"G9": "n/a"}, "R201 G9", ("[x]", "[z]")),
    Mess("typed - for both counts", {"E5": "-", "F5": "-"}, "R201 E5 R201 F5", ("Enter [x]", "or 0")),
    Mess("typed a long dash for a value", {"G9": "–"}, "R201 G9", ("Enter [x]", "or 0")),
    Mess("typed <5 for a count", {"E5": "<5"}, "R201 E5", ("Enter [c]",)),
    Mess("typed < 5 for a survey", {"G9": "< 5"}, "R201 G9", ("Enter [c]",)),
    Mess("typed less than 5 for a count", {"E5": "Less than 5"}, "R201 E5", ("Enter [c]",)),
    Mess("typed a range for a small count", {"E5": "1 - 4"}, "R201 E5", ("Enter [c]",)),
    Mess("typed two dots for a count", {"E5": ".."}, "R201 E5", ("[c]", "[x]")),
    Mess("typed * for a count", {"E5": "*"}, "R201 E5", ("Enter [c]",)),
    Mess("typed c for a value", {"G9": "c"}, "R201 G9", ("Enter [c]",)),
    Mess("typed suppressed for a value", {"G9": "Suppressed"}, "R201 G9", ("Enter [c]",)),
    Mess("typed (withheld) for a count", {"E5": "(withheld)"}, "R201 E5", ("Enter [c]",)),
    Mess("typed : for a value", {"G9": ":"}, "R201 G9", ("Enter [x]",)),
    Mess("typed x for a value", {"G9": "x"}, "R201 G9", ("Enter [x]",)),
    Mess("exported a NULL", {"E5": "NULL"}, "R201 E5", ("Enter [x]",)),
    Mess("exported a NaN", {"G9": "NaN"}, "R201 G9", ("Enter [x]",)),
    Mess("typed an error value as a text", {"G9": "#N/A"}, "R201 G9", ("Enter [x]",)),
    Mess("typed not available for a value", {"G9": "not available"}, "R201 G9", ("Enter [x]",)),
    Mess("typed tbc for a count", {"E5": "TBC"}, "R201 E5", ("Enter [x] until",)),
    Mess("typed pending for a value", {"G9": "pending"}, "R201 G9", ("Enter [x] until",)),
    Mess("typed nil for a count", {"E5": "nil"}, "R201 E5", ("Enter 0",)),
    Mess("typed none for a count", {"E5": "None"}, "R201 E5", ("Enter 0",)),
    Mess("typed [low] for a value", {"G9": "[low]"}, "R201 G9", ("before it was rounded",)),
    Mess("typed u for a value", {"G9": "u"}, "R201 G9", ("Enter [u]",)),
    Mess("typed not applicable for a value", {"G9": "Not applicable"}, "R201 G9", ("Enter [z]",)),
    Mess("typed a p for provisional", {"G9": "p"}, "R201 G9", ("the mark",)),
)

ROWS = (
    Mess("gave the same indicator, area and period twice", {"D8": "2023/24"}, "R305 A7 R305 A8"),
    Mess("typed the indicator's name for its id", {"A5": "Reception obesity"}, "R301 A5", ("reception-obesity",)),
    Mess("misspelt the area", {"C5": "Tower Hamlet"}, "R302 C5", ("Tower Hamlets",)),
    Mess("made a date of the period", done(lambda book: book.put({"D5": 45017}), lambda book: book.show_as("D5", 17)),
         "R314 D5"),
    Mess("wrote the year as 2023-24", {"D5": "2023-24"}, "R303 D5", ('Write "2023/24"',)),
    Mess("wrote the year as FY23/24", {"D5": "FY23/24"}, "R303 D5", ('Write "2023/24"',)),
    Mess("typed a calendar year for a school year", {"D5": 2023}, "R314 D5", ("school years",)),
    Mess("hid a row", lambda book: book.hide_row(6), "R118 A6"),
    Mess("left the period blank", {"D5": None}, "R304 D5"),
    Mess("typed counts without saying of what", below(11, E=300, F=2800), "R304 A11"),
    Mess("merged two cells of a row", lambda book: book.merge("M5:N5"), "R119 M5"),
)  # fmt: skip

NO_FIGURES = (
    Mess("added a row of totals", done(below(11, A="Total"), with_formulas(11, E=("SUM(E5:E8)", 2410))), "R122 A11"),
    Mess("added a row of totals, typed", below(11, A="TOTAL", E=2410, F=12245, G=19.7), "R122 A11"),
    Mess("added a row of totals named in Area", below(11, C="All areas", E=2410, F=12245), "R122 C11"),
    Mess("added a row of averages", below(12, A="Average", G=65.6, H=61.5, I=69.7), "R122 A12"),
    Mess("added a grand total and copied the formulas",
         done(lambda book: book.copy_row(8, 11), below(11, A="Grand total:", C=None, D=None)), "R122 A11"),
    Mess("wrote a footnote below the table", below(12, A="* Provisional. Source: NCMP, table 3a."), "R122 A12"),
    Mess("wrote a footnote in the Note column", below(12, N="Figures agreed with the school nurses"), "R122 N12"),
    Mess("wrote a merged footnote", below(12, merged="A12:N12", A="Figures are rounded to the nearest 5."), "R122 A12"),
    Mess("pasted the headings again", headings(11), "R122 A11"),
    Mess("pasted the headings again in capitals", done(headings(11), below(11, A="INDICATOR")), "R122 A11"),
    Mess("put a heading between the rows", done(lambda book: book.insert_rows(7, 1), below(7, A="Year 6")), "R122 A7"),
    Mess("wrote the units below the headings",
         done(lambda book: book.insert_rows(5, 1), below(5, E="count", F="count", G="%")), "R122 E5"),
    Mess("signed at the bottom", below(14, A="Completed by: A. Officer"), "R122 A14"),
    Mess("wrote two footnotes", done(below(12, A="1. Rounded."), below(13, A="2. Provisional.")), "R122 A12 R122 A13"),
)  # fmt: skip

WHOLE_RETURN = (
    Mess("wrote twelve title rows above the headings", title_rows(12), "R111 A16", ("the headings are in row 16",)),
    Mess("gave the sheet another name", lambda book: book.rename("Data 2024"), "R110 ", ("'Data 2024'",)),
    Mess("shortened the headings of the figures", {"E4": "Num", "F4": "Denom", "G4": "%"}, "R112 E4 R112 F4 R112 G4",
         ("Change it to 'Numerator'", "Change it to 'Denominator'", "Change it to 'Value'")),
    Mess("named headings in other words", {"C4": "Borough", "D4": "Year", "H4": "LCI", "I4": "Upper 95% CI"},
         "R112 C4 R112 D4 R112 H4 R112 I4", ("'Area'", "'Period'", "'Lower limit'", "'Upper limit'")),
    Mess("put a heading twice", {"O4": "Value"}, "R113 O4"),
    Mess("put an NHS number and a name into a note", {"N5": "NHS 943 476 5919, Jane Smith"}, "R403 N5"),
    Mess("put a patient's postcode into a column of their own", {"P4": "Home", "P5": "E1 4NS"}, "R402 P5"),
    Mess("typed an NHS number into a note, as a number", {"N5": 9434765919}, "R403 N5"),
    Mess("kept patients' ids in a column of their own", {"P4": "Patient_ID", "P5": 9434765919}, "R403 P5"),
    Mess("typed a postcode in small letters below its heading", {"P4": "Postcode", "P5": "e14ns"}, "R402 P5"),
    Mess("kept dates of birth as Excel keeps them", {"P4": "DOB", "P5": 22770}, "R408 P5"),
    Mess("put an e-mail address into a note", {"N5": "ask jane.doe@example.org"}, "R401 N5"),
)  # fmt: skip

LAST_YEAR = {
    "D5": "2021/22", "E5": 335, "F5": 2895, "D6": "2022/23", "D7": "2021/22", "D8": "2022/23", "D9": "2021/22",
    "D10": "2022/23",
}  # fmt: skip
"""What came a year ago: other periods than are asked for."""


def instead(**cells: object) -> Change:
    """One row of another indicator in place of all that were asked for."""

    def change(book: FilledReturn) -> None:
        for row in range(6, 11):
            book.clear_row(row)
        book.put({"A5": "anxiety", "E5": None, "F5": None, "H5": None, "I5": None, **cells})

    return change


def link_to_another_place(book: FilledReturn) -> None:
    """A link whose place is put together, so that nobody can tell where it leads."""
    book.formula("P5", 'HYPERLINK("#"&"https://example.org","more")', "more")


BESIDE_OTHERS = (
    Mess("sent last year's template again", LAST_YEAR,
         "R711 A5 R711 A6 R711 A7 R711 A8 R711 A9 R711 A10", ("expected reception-obesity, Tower Hamlets, 2023/24",)),
    Mess("sent a row that is published already, and nothing else",
         instead(D5="2022/23", G5=3.26, H5=2.65, I5=3.88), "R707  " + "R710  " * 6 + "R711 A5",
         ("its one row is known already",)),
    Mess("sent another value than the published one",
         instead(D5="2022/23", G5=3.86, H5=3.25, I5=4.48), "R710  " * 6 + "R711 A5 R702 G5", ("3.26, as published",)),
    Mess("typed 0 for two periods that are missing",
         instead(D5="2023/24", G5=0, A6="anxiety", C6="Tower Hamlets", D6="2024/25", G6=0),
         "R710  " * 4 + "R711 A5 R704 G5 R711 A6 R704 G6"),
    Mess("left a digit out, 28% that becomes 2.8%", {"E8": 90}, "R703 E8", ("about one tenth",)),
    Mess("left the decimal point out of a value", {"G10": 660, "H10": 619, "I10": 701},
         "R214 G10 R214 H10 R214 I10"),
    Mess("moved the decimal point of a survey's value", {"G10": 6.6, "H10": 6.19, "I10": 7.01}, "R703 G10"),
    Mess("typed a denominator with a digit too many", {"F6": 29000}, "R703 F6"),
    Mess("typed 0 for a numerator that is missing", {"E6": 0}, "R704 E6", ("Enter [x] in its place",)),
    Mess("typed a period that has not begun", {"D6": "2031/32"}, "R710  R320 D6",
         ("no row for reception-obesity, Tower Hamlets, 2024/25",)),
    Mess("deleted a row that was asked for", lambda book: book.clear_row(8), "R710 ",
         ("no row for year-6-obesity, Tower Hamlets, 2024/25",)),
    Mess("added a row that nobody asked for", done(lambda book: book.copy_row(6, 11), below(11, C="London", E=9100,
                                                                                            F=90400)), "R711 A11"),
    Mess("swapped the counts of two indicators", {"E6": 890, "F6": 3190, "E8": 305, "F8": 2900}, "R705 E6 R705 E8"),
    Mess("swapped two numerators", {"E6": 890, "E8": 305}, "R705 E6 R705 E8"),
    Mess("copied last year's counts into this year's row", {"E6": 310, "F6": 2940}, "R709 E6"),
    Mess("linked to another place on the web", link_to_another_place, "R512 P5"),
)  # fmt: skip

PERHAPS_PEOPLE = (
    Mess("kept children and dates in columns of their own",
         done(lambda book: book.put({"O4": "Child", "O5": "Jane Smith", "P4": "Date", "P5": 41033}),
              lambda book: book.show_as("P5", 14)), "R409 P5"),
    Mess("kept names and dates as texts", {"O4": "Name", "O5": "Jane Smith", "P4": "", "P5": "4 May 2012",
                                           "Q4": "When", "Q5": "04/05/2012"}, "R409 Q5"),
)  # fmt: skip

MESSES = (*CLEAN, *NUMBERS, *INSTEAD_OF_A_FIGURE, *ROWS, *NO_FIGURES, *BESIDE_OTHERS, *PERHAPS_PEOPLE, *WHOLE_RETURN)

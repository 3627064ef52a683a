"""The sheet Table 1: each outcome of 2009 with its target, the published value, and what the strategy's rule says."""

from collections.abc import Mapping, Sequence
from typing import cast

from colours import COLOURS, colour_ratings
from strategy_data import of_strategy
from xlsxwriter import Workbook
from xlsxwriter.chart import Chart

from tht_xl.model.definition import Indicator, PublishedSeries
from tht_xl.model.periods.period import Period
from tht_xl.model.vocabulary import Symbol
from tht_xl.workbook.writing.live_cells import Content, LiveFormula, LiveSheet, function, if_not_available
from tht_xl.workbook.writing.return_sheet import COLUMN
from tht_xl.workbook.writing.styles import SERIES, Styles, number_format

HEADER_ROW = 4
WIDTHS = {
    "Outcome": 27, "Measure": 33, "What the paper says": 36, "Good is": 7, "Unit": 10, "Baseline in the paper": 9,
    "Target": 9, "Due": 7, "Period": 10, "Value": 9, "Status in 2013": 11, "Gap to target": 9, "Latest period": 10,
    "Latest value": 9, "Latest status": 11, "Source of the values": 28,
    "About the target": 44,
}  # fmt: skip
PLACE = {heading: column for column, heading in enumerate(WIDTHS)}
NUMBERS = ("Baseline in the paper", "Target", "Value", "Gap to target", "Latest value")
NOTHING = Symbol.NOT_AVAILABLE.value
CHARTED = "year-6-obesity"
FONT = {"name": "Calibri", "size": 9}


def write_table_1(
    workbook: Workbook, sheet: LiveSheet, data: LiveSheet, indicators: Sequence[Indicator],
    places: Mapping[tuple[str, str], int], held: Mapping[str, PublishedSeries], styles: Styles,
) -> None:  # fmt: skip
    """Fill in the sheet: a row for each outcome, how many came out how, and a chart of the one with a series."""
    sheet.put(1, 0, "Table 1: outcomes by 2013", styles("title"))
    sheet.put(2, 0, "Targets as the paper of March 2009 printed them, rated by its own rule. A gap below 0 is better "
              "than the target. [x]: not published or not stated.", styles("subtitle"))  # fmt: skip
    sheet.worksheet.set_row(HEADER_ROW - 1, 46)
    for heading, column in PLACE.items():
        sheet.worksheet.set_column(column, column, WIDTHS[heading])
        sheet.put(HEADER_ROW, column, heading, styles("heading"))
    first = HEADER_ROW + 1
    for row, indicator in enumerate(indicators, start=first):
        _write_row(sheet, data, row, indicator, held.get(indicator.id), places, styles)
    last = first + len(indicators) - 1
    for heading in ("Status in 2013", "Latest status"):
        colour_ratings(workbook, sheet, PLACE[heading], first, last)
    _write_counts(sheet, first, last, styles)
    sheet.worksheet.freeze_panes(HEADER_ROW, 1)
    sheet.worksheet.repeat_rows(HEADER_ROW - 1)
    charted = [row for (name, _), row in places.items() if name == CHARTED]
    _draw(workbook, sheet, min(charted), max(charted), last + 7)


def _write_row(
    sheet: LiveSheet, data: LiveSheet, row: int, indicator: Indicator, series: PublishedSeries | None,
    places: Mapping[tuple[str, str], int], styles: Styles,
) -> None:  # fmt: skip
    about = indicator.target.note if indicator.target else ""
    sheet.worksheet.set_row(row - 1, max(44, 14 * (1 + len(about) // 44)))

    def put(heading: str, content: Content) -> None:
        kind = "computed" if isinstance(content, LiveFormula) else "plain"
        shown = number_format(indicator.decimals) if heading in NUMBERS else ""
        sheet.put(row, PLACE[heading], content, styles(kind, shown, wrap=True))

    def own(heading: str) -> LiveFormula:
        return sheet.cell(row, PLACE[heading])

    put("Outcome", indicator.id)
    named = of_strategy(own("Outcome"))
    fields = {"Measure": "name", "Unit": "unit", "Good is": "polarity", "Target": "target", "Due": "target due"}
    for heading, name in fields.items():
        put(heading, function("THT_INDICATOR", named, name))
    target = indicator.target
    put("What the paper says", target.statement if target else NOTHING)
    put("Baseline in the paper", target.baseline if target and target.baseline is not None else NOTHING)
    periods = list(next(iter(series.values.values()))) if series else []
    for heading, period in {
        "": _first_due(indicator, series, periods),
        "Latest ": periods[-1] if periods else "",
    }.items():
        found = places.get((indicator.id, period))
        reference = (
            {each: data.cell(found, COLUMN[each], seen_from=sheet) for each in ("Period", "Value")} if found else {}
        )
        put("Latest period" if heading else "Period", reference.get("Period", NOTHING))
        put("Latest value" if heading else "Value", reference.get("Value", NOTHING))
        status = function("THT_STATUS", named, own("Latest value" if heading else "Value"),
                          own("Latest period" if heading else "Period")) if found else "No value"  # fmt: skip
        put("Latest status" if heading else "Status in 2013", status)
    gap = function("THT_GAP", own("Value"), own("Target"), own("Good is"))
    put("Gap to target", if_not_available(gap, NOTHING) if series else NOTHING)
    put("About the target", about or None)
    put("Source of the values", series.source if series else "None published on this definition")


def _first_due(indicator: Indicator, series: PublishedSeries | None, periods: list[str]) -> str:
    """The first published period that the target applies to; the last of those before it where there is none."""
    if series is None:
        return ""
    target = indicator.target
    # "By 2013" is due from the first period that ends in 2013, such as the school year 2012/13.
    due = [period for period in periods if target is not None and Period.parse(period).end >= target.due.start]
    return due[0] if due else periods[-1]


def _write_counts(sheet: LiveSheet, first: int, last: int, styles: Styles) -> None:
    statuses = sheet.column(first, last, PLACE["Status in 2013"])
    said = [row[0] for row in cast("list[list[str]]", statuses.value)]
    for number, word in enumerate((*COLOURS, "Proposed", "Not due", "No value")):
        sheet.put(last + 2 + number, 0, word, styles("plain"))
        count = LiveFormula(f'COUNTIF({statuses.text},"{word}")', said.count(word))
        sheet.put(last + 2 + number, 1, count, styles("computed", "0"))
    sheet.put(last + 2, 2, "of the eleven outcomes, in 2013", styles("subtitle"))


def _draw(workbook: Workbook, sheet: LiveSheet, first: int, last: int, row: int) -> None:
    chart = cast("Chart", workbook.add_chart({"type": "line"}))
    colour = {"color": SERIES[0]}
    chart.add_series({
        "name": "Tower Hamlets", "categories": ["Data", first - 1, COLUMN["Period"], last - 1, COLUMN["Period"]],
        "values": ["Data", first - 1, COLUMN["Value"], last - 1, COLUMN["Value"]], "line": colour | {"width": 2.75},
        "marker": {"type": "circle", "size": 5, "fill": colour, "border": colour},
    })  # fmt: skip
    chart.set_title(
        {"name": "Year 6 obesity: the ceiling for 2013 was 26.4%", "name_font": FONT | {"size": 12, "bold": True}}
    )
    chart.set_x_axis({"num_font": FONT | {"rotation": -45}})
    chart.set_y_axis({"name": "%", "name_font": FONT, "num_font": FONT, "min": 0, "num_format": "0",
                      "major_gridlines": {"visible": True, "line": {"color": "#D9DEE5"}}})  # fmt: skip
    chart.set_legend({"none": True})
    chart.set_size({"width": 720, "height": 260})
    sheet.worksheet.insert_chart(row - 6, 3, chart, {
        "object_position": 3, "description": "Line chart of Year 6 obesity in Tower Hamlets, 2007/08 to 2022/23.",
    })  # fmt: skip

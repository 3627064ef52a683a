"""The sheets Wards 2002-14 and Range: every ward's figures, and the lowest and highest ward of each measure."""

from typing import cast

from ward_figures import WardFigures
from xlsxwriter import Workbook
from xlsxwriter.chart import Chart

from tht_xl.model.definition import Framework
from tht_xl.workbook.writing.live_cells import LiveFormula, LiveSheet, function, item
from tht_xl.workbook.writing.styles import SERIES, Styles, number_format

HEADER_ROW = 4
FIRST_MEASURE = 2
QUARTER_OF = "life-expectancy"
RANGE_WIDTHS = {"Measure": 44, "Unit": 26, "Period": 11, "Good is": 8, "Lowest": 9, "Ward with the lowest": 30,
                "Highest": 9, "Ward with the highest": 30, "Apart": 9, "Wards": 8, "Source": 34}  # fmt: skip
FONT = {"name": "Calibri", "size": 9}


def write_wards(sheet: LiveSheet, figures: WardFigures, framework: Framework, styles: Styles) -> int:
    """Write a row for each ward of 2002 to 2014; the last row, from 1."""
    names = {area.code: area.name for area in framework.areas}
    sheet.put(1, 0, "The seventeen wards of 2002 to 2014", styles("title"))
    sheet.put(2, 0, "As published, without intervals. Quarter: 1 is the worst quarter of the borough's wards.",
              styles("subtitle"))  # fmt: skip
    sheet.worksheet.set_row(HEADER_ROW - 1, 62)
    sheet.worksheet.set_column(0, 0, 30)
    sheet.worksheet.set_column(1, FIRST_MEASURE + len(figures.measures), 14)
    sheet.worksheet.set_column(FIRST_MEASURE + len(figures.measures) + 1, FIRST_MEASURE + len(figures.measures) + 1, 34)
    headings = [f"{each.name}, {each.period} ({each.unit})" for each in figures.measures]
    for column, heading in enumerate(("Ward", "Code", *headings, "Life expectancy: quarter", "Source")):
        sheet.put(HEADER_ROW, column, heading, styles("heading"))
    codes = list(figures.measures[0].values)
    first, last = HEADER_ROW + 1, HEADER_ROW + len(codes)
    for row, code in enumerate(codes, start=first):
        sheet.put(row, 0, names[code], styles("plain"))
        sheet.put(row, 1, code, styles("plain"))
        for column, measure in enumerate(figures.measures, start=FIRST_MEASURE):
            sheet.put(row, column, measure.values[code], styles("typed", number_format(measure.decimals)))
    place = next(n for n, each in enumerate(figures.measures, start=FIRST_MEASURE) if each.id == QUARTER_OF)
    text = sheet.column(first, last, place)
    fixed = LiveFormula(_fixed(text.text), text.value)
    quarters = function("THT_QUANTILE", fixed, 4, figures.measures[place - FIRST_MEASURE].polarity)
    for number, row in enumerate(range(first, last + 1), start=1):
        quarter = item(quarters, number, 1)
        sheet.put(row, FIRST_MEASURE + len(figures.measures), quarter, styles("computed", "0"))
        sheet.put(row, FIRST_MEASURE + len(figures.measures) + 1, figures.source, styles("plain"))
    sheet.worksheet.freeze_panes(HEADER_ROW, 1)
    return last


def _fixed(text: str) -> str:
    """A range that stays where it is when its formula is copied: C5:C21 becomes C$5:C$21."""
    return ":".join(f"{end.rstrip('0123456789')}${end.lstrip('ABCDEFGHIJKLMNOPQRSTUVWXYZ')}" for end in text.split(":"))


def write_range(
    workbook: Workbook, sheet: LiveSheet, wards: LiveSheet, figures: WardFigures, last: int, styles: Styles
) -> None:
    """Write a row for each measure, what the paper of 2009 says, and a chart of life expectancy."""
    sheet.put(1, 0, "How far apart the wards are", styles("title"))
    sheet.put(2, 0, "Lowest and highest of the seventeen wards of 2002 to 2014. Every figure follows the sheet Wards "
              "2002-14.", styles("subtitle"))  # fmt: skip
    sheet.worksheet.set_row(HEADER_ROW - 1, 32)
    for column, (heading, width) in enumerate(RANGE_WIDTHS.items()):
        sheet.worksheet.set_column(column, column, width)
        sheet.put(HEADER_ROW, column, heading, styles("heading"))
    row = HEADER_ROW
    for number, measure in enumerate(figures.measures):
        row += 1
        shown = number_format(measure.decimals)
        plain = (measure.name, measure.unit, measure.period, measure.polarity)
        for column, text in enumerate(plain):
            sheet.put(row, column, text, styles("plain"))
        values = wards.column(HEADER_ROW + 1, last, FIRST_MEASURE + number, seen_from=sheet)
        names = wards.column(HEADER_ROW + 1, last, 0, seen_from=sheet)
        for column, (pick, choose) in {4: ("MIN", min), 6: ("MAX", max)}.items():
            extreme = choose(cast("float", line[0]) for line in cast("list[list[float]]", values.value))
            sheet.put(row, column, LiveFormula(f"{pick}({values.text})", extreme), styles("computed", shown))
            sheet.put(row, column + 1, _ward_with(sheet.cell(row, column), values, names), styles("computed"))
        low, high = sheet.cell(row, 4), sheet.cell(row, 6)
        apart = LiveFormula(f"{high.text}-{low.text}", cast("float", high.value) - cast("float", low.value))
        sheet.put(row, 8, apart, styles("computed", shown))
        sheet.put(row, 9, LiveFormula(f"COUNT({values.text})", len(measure.values)), styles("computed", "0"))
        sheet.put(row, 10, figures.source, styles("plain"))
    row = _write_paper(sheet, figures, row + 2, styles)
    _draw(workbook, sheet, wards, last, row + 1)


def _ward_with(cell: LiveFormula, values: LiveFormula, names: LiveFormula) -> LiveFormula:
    """The ward with a figure, or how many wards share it: to name the first of three would single one out."""
    found = [line[0] for line in cast("list[list[float]]", values.value)]
    wards = [line[0] for line in cast("list[list[str]]", names.value)]
    shared = found.count(cast("float", cell.value))
    name = f"{shared} wards" if shared > 1 else wards[found.index(cast("float", cell.value))]
    count = f"COUNTIF({values.text},{cell.text})"
    named = f"INDEX({names.text},MATCH({cell.text},{values.text},0))"
    return LiveFormula(f'IF({count}>1,{count}&" wards",{named})', name)


def _write_paper(sheet: LiveSheet, figures: WardFigures, row: int, styles: Styles) -> int:
    sheet.put(row, 0, "What the paper of March 2009 says", styles("section"))
    for each in figures.paper.rows:
        row += 1
        said = {0: each.measure, 1: "years", 2: "[x]", 3: "high", 5: each.ward, 10: "The paper of March 2009"}
        for column in range(len(RANGE_WIDTHS)):
            sheet.put(row, column, said.get(column), styles("plain"))
        sheet.put(row, 4, each.value, styles("typed", number_format(1)))
    sheet.put(row + 1, 0, figures.paper.note, styles("subtitle"))
    return row + 1


def _draw(workbook: Workbook, sheet: LiveSheet, wards: LiveSheet, last: int, row: int) -> None:
    name = wards.worksheet.get_name()
    chart = cast("Chart", workbook.add_chart({"type": "column"}))
    chart.add_series({
        "name": "Life expectancy at birth, 2009 - 13", "categories": [name, HEADER_ROW, 0, last - 1, 0],
        "values": [name, HEADER_ROW, FIRST_MEASURE, last - 1, FIRST_MEASURE],
        "fill": {"color": SERIES[0]}, "gap": 60, "invert_if_negative": False,
        "data_labels": {"value": True, "num_format": "0.0", "font": FONT},
    })  # fmt: skip
    chart.set_title(
        {"name": "Life expectancy at birth by ward, 2009 - 13", "name_font": FONT | {"size": 12, "bold": True}}
    )
    chart.set_x_axis({"num_font": FONT | {"rotation": -45}})
    chart.set_y_axis({"name": "years", "name_font": FONT, "num_font": FONT, "min": 0, "num_format": "0",
                      "major_gridlines": {"visible": True, "line": {"color": "#D9DEE5"}}})  # fmt: skip
    chart.set_legend({"none": True})
    chart.set_size({"width": 1460, "height": 340})
    sheet.worksheet.insert_chart(row, 0, chart, {
        "object_position": 3, "description": "Column chart of life expectancy at birth in each of the seventeen wards.",
    })  # fmt: skip

"""The workbook strategy-2009: Table 1 of the paper of 2009 against published values."""

from pathlib import Path

from strategy_data import write_strategy_data
from strategy_table import write_table_1

from tht_xl.framework.load import load_framework
from tht_xl.workbook.writing.live_cells import LiveSheet
from tht_xl.workbook.writing.new_book import new_book, set_up_printing
from tht_xl.workbook.writing.readme_sheet import FORMULAS, ReadmeSection, made_from, write_readme
from tht_xl.workbook.writing.styles import Styles

FRAMEWORK = "strategy-2009"
TITLE = "The strategy of 2009 against published values"
LICENCE = "Contains public sector information licensed under the Open Government Licence v3.0."
ABOUT = (
    "Table 1 of Improving Health and Well-being in Tower Hamlets (March 2009) set eleven outcomes for 2013. This "
    "workbook holds each of them against the values published since, and rates it by the rule of that strategy.",
    "The targets are kept as the paper printed them, with what is wrong with them: a target without a number cannot be "
    "met or missed, and five outcomes have no published value that could be held against them. They show [x].",
)
READING = (
    "Status in 2013 rates the first published period that the target applies to. The latest status holds the newest "
    "value against the same target: it says whether what was reached then has lasted, not whether the target was met.",
    "The paper is a discussion document, and no paper records that its targets were adopted. So they are proposed and "
    "show a gap and no colour. Not due: the only published value is from before 2013.",
    "tht-xl check reads under Made from that the indicators are those of the framework strategy-2009.",
)


def build_strategy(folder: Path) -> Path:
    """Write the workbook."""
    path = folder / "strategy-2009.xlsx"
    framework = load_framework(FRAMEWORK)
    indicators = [each for each in framework.indicators if each.domain == "outcomes-by-2013"]
    held = {each.indicator: each for each in framework.published}
    published = [held[each.id] for each in indicators if each.id in held]
    with new_book(path, TITLE) as workbook:
        styles = Styles(workbook)
        readme, data, table = (LiveSheet(workbook.add_worksheet(name)) for name in ("Read me", "Data", "Table 1"))
        sources = dict.fromkeys(f"{each.source}{f': {each.url}' if each.url else ''}" for each in published)
        sections = (
            ReadmeSection("What this is", ABOUT),
            ReadmeSection("How to read it", READING),
            ReadmeSection("The formulas", (FORMULAS,)),
            ReadmeSection("Sources and licence", (*sources, LICENCE)),
            made_from(framework=FRAMEWORK),
        )
        write_readme(readme, TITLE, "Eleven outcomes for 2013 in Tower Hamlets", sections, styles)
        places = write_strategy_data(data, framework, published, styles)
        write_table_1(workbook, table, data, indicators, places, held, styles)
        for sheet in (readme, data, table):
            set_up_printing(sheet, TITLE)
        readme.worksheet.activate()
    return path

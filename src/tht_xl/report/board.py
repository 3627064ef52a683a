"""The board paper: one HTML page that needs nothing but itself."""

from collections.abc import Mapping, Sequence
from datetime import date

import pandas as pd

from tht_xl.evaluation.areas import area_readings
from tht_xl.evaluation.exceptions import Assessment, assess
from tht_xl.evaluation.results import Results, unused
from tht_xl.evaluation.returns import ReturnSummary
from tht_xl.framework.lookup import find_area
from tht_xl.model.definition import Framework
from tht_xl.report import text
from tht_xl.report.card import card
from tht_xl.report.citations import citations
from tht_xl.report.environment import environment
from tht_xl.report.exceptions import exceptions
from tht_xl.report.glossary import GLOSSARY
from tht_xl.report.outline import chapters
from tht_xl.report.summary import in_a_sentence, summary


def board_page(
    results: pd.DataFrame | Results,
    framework: Framework,
    *,
    title: str,
    month: str,
    returns: Sequence[ReturnSummary] = (),
    narratives: Mapping[str, Mapping[str, str]] | None = None,
    sync_note: str = "",
    as_of: date | None = None,
    assessments: Mapping[str, Assessment] | None = None,
    actions: Mapping[str, Sequence[str]] | None = None,
) -> str:
    """Return the board paper of a month as one self-contained HTML page; the same input gives the same bytes.

    Args:
        results: What `evaluate` returned: all periods of the home area and its comparators. The columns `workbook`,
            `sheet` and `cell`, where present, lead each value back to the cell it came from.
        framework: The definitions the results were evaluated against.
        title: The paper's title.
        month: The month it is about, as it should be read: "November 2025".
        returns: What became of each partner's return.
        narratives: What partners wrote, by heading, by key of a row "indicator|area|period" (ids, canonical label).
        sync_note: One sentence for the chapter on data quality. What the sync counted belongs in `month_report`.
        as_of: Last day of the month, from which the age of each figure is calculated; without it none has an age.
        assessments: What `assess` said of each indicator, where it has been asked already.
        actions: The open actions of the action tracker in words, by the indicator that they are to move.

    Returns:
        HTML text, to be written as UTF-8.

    Raises:
        MissingExtraError: Jinja2 is not installed.
    """
    results = Results.of(results, framework)
    home = find_area(framework, framework.home).name
    if assessments is None:
        assessments = assess(results, framework, as_of=as_of, returns=returns, narrated=narratives or {})
    areas = area_readings(results, framework)
    cards = {
        name: card(assessment, home, narratives or {}, areas.get(name, ()), tuple((actions or {}).get(name, ())))
        for name, assessment in assessments.items()
    }
    outline = chapters(framework, cards)
    shown = [c.assessment for chapter in outline for c in chapter.current]
    comparator = find_area(framework, framework.comparators[0]).name if framework.comparators else "comparator"
    band = summary(outline, returns, comparator)
    page = (
        environment()
        .get_template("board.html.j2")
        .render(
            title=title,
            month=month,
            framework=framework,
            home=home,
            comparator=comparator,
            chapters=outline,
            exceptions=exceptions(shown, cards, comparator),
            summary=band,
            summary_sentence=in_a_sentence(band),
            returns=returns,
            unused=unused(results, framework),
            names={i.id: i.label for i in framework.indicators},
            citations=citations([c for chapter in outline for c in (*chapter.current, *chapter.history)]),
            glossary=GLOSSARY,
            sync_note=sync_note,
        )
    )
    return text.showable(page)

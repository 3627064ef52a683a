"""Write one partner's return for a month. Everything that asks a partner goes through `write_return`."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from tht_xl.framework.lookup import find_indicator
from tht_xl.model.definition import Framework
from tht_xl.model.join_words import join_words
from tht_xl.model.periods.period import Period
from tht_xl.month.cycle.due import said_day
from tht_xl.month.cycle.needs import Wanted
from tht_xl.workbook.writing.partner_return import AskedFigure, write_partner_return


def write_return(
    partner: str,
    month: Period,
    path: Path,
    framework: Framework,
    figures: Sequence[AskedFigure],
    *,
    due: date,
    contact: str = "",
) -> Path:
    """Write a partner's return with the rows it has to give, as far as they can be filled in already.

    Args:
        partner: Id of the partner.
        month: The month it is for.
        path: The .xlsx file to write. One that is there is not replaced: somebody may have filled it in.
        framework: The definitions.
        figures: The rows, each with what was known before.
        due: The day by which it is due.
        contact: The role that answers questions, and its address.

    Raises:
        DomainError: The file is there already, or cannot be written.
        MissingExtraError: XlsxWriter is not installed.
    """
    name = name_of_partner(framework, partner)
    about = (
        f"The return of {name} for {month.start:%B %Y}. Please send it back by {said_day(due)}.",
        *asked_lines(framework, figures),
        "Nothing else is needed: what is published, or was returned before, is not asked for again.",
    )
    title = f"{name}: return for {month.start:%B %Y}"
    return write_partner_return(path, framework, figures, title=title, due=said_day(due), contact=contact, about=about)


def name_of_partner(framework: Framework, partner: str) -> str:
    """Return what a partner is called; the id where the framework lists no such partner."""
    return next((each.name for each in framework.partners if each.id == partner), partner)


def asked_lines(framework: Framework, wanted: Sequence[Wanted | AskedFigure]) -> tuple[str, ...]:
    """Return a line for each indicator that is asked for, with its periods."""
    periods: dict[str, list[str]] = {}
    for row in wanted:
        periods.setdefault(row.indicator, []).append(row.period)
    return tuple(f"{find_indicator(framework, name).label}: {join_words(labels)}" for name, labels in periods.items())

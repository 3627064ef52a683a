"""The parts of a configuration that say whom to ask, by when, and who asks."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field

from tht_xl.documents.problem import Problem
from tht_xl.errors import ConfigError, PeriodError
from tht_xl.model.days import months_later
from tht_xl.model.periods.period import Period
from tht_xl.model.role import as_role
from tht_xl.month.configuration.part import Part
from tht_xl.month.configuration.withdrawals import At

MONTH = "{month}"
"""What stands for the month in a path: `returns/{month}/child-weight.xlsx`."""
ASKED = "asked"
"""The folder of what partners are sent, unless the configuration names another."""
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})+")


def _is_an_address(given: str) -> str:
    # Only what every mail program takes; a line break in it could add headers to the e-mail.
    if not _ADDRESS.fullmatch(given):
        raise ConfigError(
            f"{given!r} is not an e-mail address", remedy="Write it as analyst@example.org, without a name"
        )
    return given


def _day(given: object) -> date:
    if isinstance(given, date):
        return given
    try:
        return date.fromisoformat(str(given))
    except ValueError:
        raise ConfigError(f"{given!r} is not a day", remedy="Write it as 2026-11-20") from None


Day = Annotated[date, BeforeValidator(_day)]


MAX_GRACE_DAYS = 60
Grace = Annotated[int, Field(ge=0, le=MAX_GRACE_DAYS)]
PeriodLabel = Annotated[str, AfterValidator(lambda given: Period.parse(given).label)]


class Contact(Part):
    """Whom an e-mail goes to, or comes from: a role and its address. No name of a person is kept."""

    role: Annotated[str, AfterValidator(as_role)]
    email: Annotated[str, AfterValidator(_is_an_address)]


class AskedOfPartner(Part):
    """How one return is asked for."""

    contact: Contact | None = None
    """Whom to write to about it; the contact of the partner's other return unless given."""
    due: Day | None = None
    """The day by which it is due; computed from `due_day` and the release months of its indicators unless given."""
    grace_days: Grace | None = None
    """Days after the due date before the partner is chased; those of the month unless given."""
    periods: tuple[PeriodLabel, ...] = ()
    """The periods to ask for; what follows the newest known figure of each indicator unless given."""


class AskedInMonth(Part):
    """How the returns of a month are asked for."""

    secretary: Contact | None = None
    """Who asks, reminds and chases: the sender of the e-mails."""
    due_day: Annotated[int, Field(ge=1, le=31)] = 20
    """The day of the month by which returns are due."""
    grace_days: Grace = 2
    """Days after the due date before a partner is chased."""
    asked: Path = Path(ASKED)
    """The folder of what is sent to partners: their returns as asked for, and e-mails. Outside the output folder."""


def problems_of_asking(content: Mapping[str, Any], at: At) -> Iterator[Problem]:
    """Yield what is wrong between several parts of a configuration as written: days, and returns asked for twice."""
    returns = content.get("returns")
    sources = [each if isinstance(each, dict) else {} for each in returns] if isinstance(returns, list) else []
    yield from _wrong_days(sources, content.get("month"), at)
    seen: dict[tuple[object, ...], int] = {}
    for number, source in enumerate(sources):
        names = source.get("indicators")
        if not isinstance(names, list) or not names:
            continue
        wanted = (source.get("partner"), *sorted(str(name).strip().casefold() for name in names))
        if wanted in seen:
            first = at(("returns", seen[wanted]), "", "").line
            what = f"the return on line {first} asks the same partner for the same indicators"
            yield at(("returns", number), what, "Keep one return for each partner and indicator")
        seen.setdefault(wanted, number)


def _wrong_days(sources: list[dict[str, Any]], month: object, at: At) -> Iterator[Problem]:
    """Yield days by which a return is due before its month begins, which are those of an earlier month."""
    try:
        asked = Period.parse(str(month))
    except PeriodError:
        return
    for number, source in enumerate(sources):
        try:
            due = date.fromisoformat(str(source.get("due")))
        except ValueError:
            continue
        if not asked.start <= due <= months_later(asked.end, 3):
            what = f"due: {due} does not belong to {asked}"
            yield at(("returns", number, "due"), what, "Give the day for this month, or leave the line out")


def path_of_month(path: Path, month: Period) -> Path:
    """Return a path with the month in place of {month}, so that each month has its own returns.

    Examples:
        >>> path_of_month(Path("returns/{month}/a.xlsx"), Period.parse("Nov 2026")).as_posix()
        'returns/2026-11/a.xlsx'
    """
    return Path(str(path).replace(MONTH, f"{month.start:%Y-%m}"))

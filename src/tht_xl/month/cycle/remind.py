"""Write to partners before and after their returns are due: a draft for each, and nothing that is not needed."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from tht_xl.documents.files import write_whole
from tht_xl.errors import ConfigError
from tht_xl.model.days import now
from tht_xl.model.definition import Framework
from tht_xl.month.configuration.asking import Contact
from tht_xl.month.configuration.config import MonthConfig
from tht_xl.month.cycle.calendar import CalendarDay, calendar_file
from tht_xl.month.cycle.closed import require_open_month
from tht_xl.month.cycle.due import said_day, working_days_later
from tht_xl.month.cycle.known import as_file_name, asked_folder, look_at_memory
from tht_xl.month.cycle.mail import CALENDAR, CALENDAR_NAME, Attachment, draft
from tht_xl.month.cycle.register import file_hash
from tht_xl.month.cycle.status import ReturnStatus, month_status
from tht_xl.month.cycle.words import chaser, reminder
from tht_xl.month.progress import Notify, silent

Kind = Literal["remind", "chase"]
EMAILS = "emails"
"""The folder, beside the returns of a month, that the drafts are in."""
DAYS_TO_ANSWER = 3
"""Working days that a partner who is chased gets. [days]"""
FILE_WANTED = ("awaited", "not filled in")


@dataclass(frozen=True, slots=True)
class Written:
    """What was done about one return.

    Attributes:
        status: The return.
        email: The draft; None where none is needed or possible.
        reason: Why there is none, or what to do before it is sent; "" where nothing is to be said.
    """

    status: ReturnStatus
    email: Path | None
    reason: str


def write_emails(
    config: MonthConfig, framework: Framework, kind: Kind, *, today: date, notify: Notify = silent
) -> tuple[Written, ...]:
    """Write a draft to each partner with whose returns something is to be done.

    Args:
        config: The month's configuration.
        framework: The definitions.
        kind: "remind" up to the due date, "chase" after it and the days of grace.
        today: The day on which the drafts are written.
        notify: Told about progress.

    Raises:
        ConfigError: The month is closed, nobody is named as the sender, or the drafts cannot be written.
    """
    if config.secretary is None:
        raise ConfigError(
            "nobody is named as the sender",
            where="secretary",
            remedy="Add a line such as 'secretary: {role: performance officer, email: performance@example.org}'",
        )
    with look_at_memory(config, framework) as memory:
        require_open_month(memory.store, config.month)
    found = month_status(config, framework, notify=notify)
    reasons = {id(each): _reason_for_none(config, each, kind, today) for each in found}
    groups: dict[tuple[str, Contact | None], list[ReturnStatus]] = {}
    for each in found:
        if not reasons[id(each)]:
            groups.setdefault((each.source.partner, contact_of(config, each)), []).append(each)
    emails: dict[int, tuple[Path, str]] = {}
    drafts_of: Counter[str] = Counter()
    for (partner, contact), returns in groups.items():
        drafts_of[partner] += 1
        path = _path(config, partner, kind, today, number=drafts_of[partner])
        _write(path, _email(config, framework, kind, returns, contact, today))
        emails |= {id(each): (path, "" if contact else "no contact is named: fill in To") for each in returns}
    return tuple(Written(each, *emails.get(id(each), (None, reasons[id(each)]))) for each in found)


def contact_of(config: MonthConfig, status: ReturnStatus) -> Contact | None:
    """Return whom to write to about a return: its contact, or that of the partner's other returns."""
    others = (each.contact for each in config.returns if each.partner == status.source.partner and each.contact)
    return status.source.contact or next(others, None)


def _reason_for_none(config: MonthConfig, status: ReturnStatus, kind: Kind, today: date) -> str:
    """Return why nothing is written about a return; "" where something is."""
    if status.state in ("in", "nothing to give"):
        return "it is in and right" if status.state == "in" else "nothing to give this month"
    if status.source.workbook.exists() and not file_hash(status.source.workbook):
        # To tell its partner that nothing has come would be wrong.
        return "its file is there and cannot be read: close it in other programs, and try again"
    if status.due < today <= status.grace_until:
        return f"was due on {said_day(status.due)}; days of grace until {said_day(status.grace_until)}"
    if kind == "remind" and today > status.due:
        return f"was due on {said_day(status.due)}: use tht-xl month chase"
    if kind == "chase" and today <= status.due:
        return f"is not due before {said_day(status.due)}"
    if status.state == "not asked" or (status.state in FILE_WANTED and not _asked_file(config, status).exists()):
        return "its return has not been written: use tht-xl month new first"
    return ""


def _email(
    config: MonthConfig, framework: Framework, kind: Kind, returns: Sequence[ReturnStatus], to: Contact | None,
    today: date,
) -> bytes:  # fmt: skip
    by = working_days_later(today, DAYS_TO_ANSWER)
    letter = reminder(config, framework, returns) if kind == "remind" else chaser(config, framework, returns, by=by)
    files = [_asked_file(config, each) for each in returns]
    attachments = [Attachment(file.name, file.read_bytes()) for file in files if file.exists()]
    days = [_day(config, each, max(each.due, by) if kind == "chase" else each.due) for each in returns]
    attachments.append(Attachment(CALENDAR_NAME, calendar_file(days), CALENDAR))
    assert config.secretary is not None  # noqa: S101 - refused before
    return draft(letter, sender=config.secretary, to=to, attachments=attachments, written=now())


def _day(config: MonthConfig, status: ReturnStatus, day: date) -> CalendarDay:
    name = status.source.workbook.name
    month = config.month.start
    return CalendarDay(
        uid=f"{month:%Y-%m}-{as_file_name(status.source.partner)}-{as_file_name(name)}@tht-xl".replace(" ", "-"),
        day=day,
        summary=f"{config.title}, {month:%B %Y}: {name} due",
        description=f"Send {name} to the {config.secretary.role if config.secretary else 'sender'}.",
        written=now(),
    )


def _asked_file(config: MonthConfig, status: ReturnStatus) -> Path:
    return asked_folder(config, status.source.partner) / status.source.workbook.name


def _path(config: MonthConfig, partner: str, kind: Kind, today: date, *, number: int) -> Path:
    folder = asked_folder(config, partner).parent / EMAILS
    # A partner with several contacts gets a draft for each.
    more = f"-{number}" if number > 1 else ""
    return folder / f"{today:%Y-%m-%d}-{kind}-{as_file_name(partner)}{more}.eml"


def _write(path: Path, content: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, content, is_private=True)
    except OSError as error:
        raise ConfigError(
            f"the e-mail cannot be written ({error.strerror})", where=str(path), remedy="Close it, or free some space"
        ) from None


def drafts(written: Sequence[Written]) -> Iterator[Path]:
    """Yield each draft once."""
    yield from dict.fromkeys(each.email for each in written if each.email is not None)

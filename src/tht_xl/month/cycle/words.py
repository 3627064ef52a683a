"""What a partner is written, in a colleague's words: what is asked for, what to correct, what else to look at."""

from collections.abc import Iterator, Sequence
from datetime import date

from tht_xl.disclosure.personal_data.texts import masked
from tht_xl.framework.lookup import find_indicator
from tht_xl.model.counted import counted
from tht_xl.model.definition import Framework
from tht_xl.model.finding import Alike
from tht_xl.month.configuration.config import MonthConfig
from tht_xl.month.cycle.due import said_day
from tht_xl.month.cycle.letter import Block, Heading, Letter
from tht_xl.month.cycle.status import ReturnStatus
from tht_xl.month.cycle.write_return import asked_lines

MAX_LINES = 15
"""Lines about one return: whoever has more to correct than this checks the file, not the e-mail."""
NOT_COME = ("awaited", "not asked")
FILL_IN = (
    "Please fill in the yellow cells of the sheet Data in the attached file, and send it back with a reply to this "
    "e-mail. Where a figure will never come, write [x] in Value and say why in Note: then nobody asks again."
)


def reminder(config: MonthConfig, framework: Framework, returns: Sequence[ReturnStatus]) -> Letter:
    """Return what is written before returns are due.

    Args:
        config: The month's configuration.
        framework: The definitions.
        returns: The returns of one contact with which something is to be done.
    """
    due = min(each.due for each in returns)
    is_all_there = not any(each.state in (*NOT_COME, "not filled in") for each in returns)
    subject = "a look at your return, please" if is_all_there else f"return due {said_day(due)}"
    opening = f"We are preparing the {config.title} for {config.month.start:%B %Y}."
    return _letter(config, framework, returns, subject, opening, by=None)


def chaser(config: MonthConfig, framework: Framework, returns: Sequence[ReturnStatus], *, by: date) -> Letter:
    """Return what is written when the due date and the days of grace are over.

    Args:
        config: The month's configuration.
        framework: The definitions.
        returns: The returns of one contact with which something is to be done.
        by: The day by which it is asked for now.
    """
    waits = any(each.state in (*NOT_COME, "not filled in") for each in returns)
    owes = waits or any(each.state == "to correct" for each in returns)
    subject = (
        "we have not had your return yet" if waits else "please correct your return" if owes else "one more question"
    )
    opening = (
        f"The {config.title} for {config.month.start:%B %Y} is nearly there, and we still need something from you. "
        f"Could you send it by {said_day(by)}? If that cannot be done, a short reply helps too: the paper then shows "
        "the last known figures and says so."
    )
    return _letter(config, framework, returns, subject, opening, by=by)


def _letter(
    config: MonthConfig, framework: Framework, returns: Sequence[ReturnStatus], subject: str, opening: str, *,
    by: date | None,
) -> Letter:  # fmt: skip
    blocks: list[Block] = ["Hello,", opening]
    for each in returns:
        blocks.append(Heading(each.source.workbook.name))
        blocks += _about(each, framework, is_late=by is not None)
    blocks.append(f"Kind regards\n{config.secretary.role if config.secretary else ''}".rstrip())
    return Letter(f"{config.title}, {config.month.start:%B %Y}: {subject}", tuple(blocks))


def _about(status: ReturnStatus, framework: Framework, *, is_late: bool) -> Iterator[Block]:
    if status.state in NOT_COME or status.state == "not filled in":
        was = "was due" if is_late else "is due"
        yield from (
            ["The file that came has none of the figures filled in; perhaps an earlier version of it was sent."]
            if status.state == "not filled in"
            else []
        )
        yield f"Your return {was} on {said_day(status.due)}. It asks for:"
        yield asked_lines(framework, status.needs.wanted) or ("the indicators of your return",)
        yield FILL_IN
        return
    yield f"Thank you for your return. {_what_became_of(status)}"
    if status.missing:
        yield "These rows were asked for, and are blank or not in it:"
        yield tuple(
            f"{find_indicator(framework, row.indicator).label}, {row.period}: fill it in, or write [x] in its Value "
            "and say why in Note."
            for row in status.missing
        )
    if status.corrections:
        yield "Please correct in your file, save it and send it again:"
        yield finding_lines(status.corrections)
    if status.questions:
        yield "And could you look at this? If it is right as it is, tell us why in a line, and nobody asks again:"
        yield finding_lines(status.questions)


def _what_became_of(status: ReturnStatus) -> str:
    if not status.corrections and not status.missing:
        return "It is in."
    fresh = "The return as we asked for it is attached once more, in case you need a fresh copy."
    if not status.rows:
        return f"It cannot be used as it is. {fresh}"
    return f"Some of it cannot be used as it is; the rest is in. {fresh}"


def finding_lines(findings: Sequence[Alike]) -> tuple[str, ...]:
    """Return a line for each thing that was found: where, what, and what to do about it."""
    lines = [_line(each) for each in findings[:MAX_LINES]]
    more = len(findings) - MAX_LINES
    if more > 0:
        lines.append(f"and {counted(more, 'more thing')}, which tht-xl check lists with their cells")
    return tuple(lines)


def _line(said: Alike) -> str:
    """Return a finding as a colleague says it. Findings hold no protected figure; personal data is masked once more."""
    finding = said.first
    where = f"Sheet {finding.sheet}" if finding.sheet else "The file"
    if finding.cell:
        where = f"{finding.sheet}, cell {finding.cell}"
    if len(said.cells) > 1:
        where += f" and {counted(len(said.cells) - 1, 'more cell')} to {said.cells[-1]}"
    return masked(f"{where}: {finding.given} (expected: {finding.expected}). {finding.fix} [{finding.code}]")

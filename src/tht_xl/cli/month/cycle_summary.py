"""What the terminal and a program are shown of the month's cycle."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from rich.markup import escape

from tht_xl.cli.show import out, short
from tht_xl.model.counted import counted
from tht_xl.month.cycle.due import said_day

if TYPE_CHECKING:
    from tht_xl.month.configuration.config import MonthConfig
    from tht_xl.month.cycle.ask import Asked
    from tht_xl.month.cycle.remind import Written
    from tht_xl.month.cycle.status import ReturnStatus

MARKS = {"in": "[green]✓[/green]", "nothing to give": "[dim]–[/dim]"}


def asked(config: "MonthConfig", found: "Sequence[Asked]", warnings: Sequence[str]) -> None:
    """Show what each partner is asked for."""
    _title(config, "what partners are asked for")
    for each in found:
        mark = "[green]✓[/green]" if each.outcome == "written" else "[dim]–[/dim]"
        said = {
            "written": f"due {said_day(each.due)}",
            "there already": f"there already, and left as it is; due {said_day(each.due)}",
            "nothing to give": "nothing to give this month",
            "names no indicators": "nothing can be asked for: add its 'indicators' to the configuration",
        }[each.outcome]
        out.print(f"  {mark} {escape(f'{each.workbook} ({each.partner}): {said}')}")
        for line in each.lines:
            out.print(f"      {escape(line)}")
        for name, reason in each.needs.not_wanted.items():
            out.print(f"      [dim]{escape(f'not asked for: {name}; {reason}')}[/dim]")
        if each.path is not None:
            out.print(f"      {escape(short(each.path))}")
    for warning in warnings:
        out.print(f"  [yellow]![/yellow] {escape(warning)}")
    if any(each.outcome == "written" for each in found):
        out.print("\nSend each return to its partner; 'tht-xl month remind' writes the e-mails.")


def asked_as_data(config: "MonthConfig", found: "Sequence[Asked]", warnings: Sequence[str]) -> dict[str, object]:
    """Return the same for a program."""
    return {
        "month": str(config.month),
        "warnings": list(warnings),
        "returns": [
            {
                "partner": each.partner,
                "workbook": each.workbook,
                "outcome": each.outcome,
                "path": None if each.path is None else str(each.path),
                "due": each.due.isoformat(),
                "cells": each.needs.cells,
                "asked": each.needs.by_indicator(),
                "not_asked": each.needs.not_wanted,
            }
            for each in found
        ],
    }


def statuses(config: "MonthConfig", found: "Sequence[ReturnStatus]", today: date) -> None:
    """Show where each return is."""
    _title(config, f"who owes what on {said_day(today)}")
    for each in found:
        overdue = each.is_overdue(today)
        mark = MARKS.get(each.state, "[red]✗[/red]" if overdue else "[yellow]![/yellow]")
        out.print(f"  {mark} {escape(f'{each.source.workbook.name} ({each.partner}): {_state(each, today)}')}")
        for text in _details(each):
            out.print(f"      {escape(text)}")
        for note in each.notes:
            out.print(f"      [yellow]![/yellow] {escape(note)}")
    late = sum(each.is_overdue(today) for each in found)
    done = sum(each.state in MARKS for each in found)
    out.print(f"\n{counted(len(found), 'return')}: {done} done, {late} overdue.")


def _state(status: "ReturnStatus", today: date) -> str:
    if status.state in MARKS:
        return status.state if status.received_on is None else f"in since {said_day(status.received_on)}"
    if status.state == "question":
        return f"in, with {counted(len(status.questions), 'question')}"
    if status.is_overdue(today):
        late = (today - status.due).days
        return f"{status.state}, overdue since {said_day(status.due)} ({counted(late, 'day')})"
    if today > status.due:
        return f"{status.state}; was due {said_day(status.due)}, days of grace until {said_day(status.grace_until)}"
    return f"{status.state}; due {said_day(status.due)}"


def _details(status: "ReturnStatus") -> list[str]:
    lines = [f"asked on {said_day(status.asked_on)}"] if status.asked_on else []
    if status.received_on is not None and status.state not in MARKS:
        used = f"{counted(status.rows, 'row')} used, {status.held_back} held back"
        lines.append(f"received on {said_day(status.received_on)}: {used}")
    if status.missing:
        lines.append("not in it: " + ", ".join(f"{row.indicator} {row.period}" for row in status.missing))
    counts = ((status.corrections, "to correct"), (status.questions, "to answer"))
    for said, what in counts:
        lines += [f"{what}: {each}" for each in said]
    return lines


def status_as_data(config: "MonthConfig", found: "Sequence[ReturnStatus]", today: date) -> dict[str, object]:
    """Return the same for a program."""
    return {
        "month": str(config.month),
        "today": today.isoformat(),
        "overdue": sum(each.is_overdue(today) for each in found),
        "returns": [_status_as_data(each, today) for each in found],
    }


def _status_as_data(status: "ReturnStatus", today: date) -> dict[str, object]:
    return {
        "partner": status.source.partner,
        "name": status.partner,
        "workbook": status.source.workbook.name,
        "state": status.state,
        "asked_on": status.asked_on and status.asked_on.isoformat(),
        "due": status.due.isoformat(),
        "grace_until": status.grace_until.isoformat(),
        "overdue": status.is_overdue(today),
        "received_on": status.received_on and status.received_on.isoformat(),
        "cells_asked": status.needs.cells,
        "asked": status.needs.by_indicator(),
        "rows": status.rows,
        "held_back": status.held_back,
        "missing": [{"indicator": row.indicator, "period": row.period} for row in status.missing],
        "to_correct": [str(each) for each in status.corrections],
        "questions": [str(each) for each in status.questions],
        "notes": list(status.notes),
    }


def emails(config: "MonthConfig", found: "Sequence[Written]") -> None:
    """Show the drafts that were written, and why there is none for the other returns."""
    from tht_xl.month.cycle.remind import drafts

    _title(config, "e-mails to partners")
    for each in found:
        name = f"{each.status.source.workbook.name} ({each.status.partner})"
        if each.email is None:
            out.print(f"  [dim]–[/dim] {escape(f'{name}: no e-mail; {each.reason}')}")
        else:
            out.print(f"  [green]✓[/green] {escape(f'{name}: {short(each.email)}')}")
            if each.reason:
                out.print(f"      [yellow]![/yellow] {escape(each.reason)}")
    number = len(list(drafts(found)))
    if number:
        out.print(f"\n{counted(number, 'draft')}: open each one, read it and send it. Nothing has been sent.")


def emails_as_data(config: "MonthConfig", found: "Sequence[Written]") -> dict[str, object]:
    """Return the same for a program."""
    return {
        "month": str(config.month),
        "returns": [
            {
                "partner": each.status.source.partner,
                "workbook": each.status.source.workbook.name,
                "state": each.status.state,
                "email": None if each.email is None else str(each.email),
                "reason": each.reason,
            }
            for each in found
        ],
    }


def _title(config: "MonthConfig", what: str) -> None:
    out.print(f"\n[bold]{escape(config.title)}, {config.month.start:%B %Y}[/bold]: {escape(what)}")

"""What the terminal and programs are told of a closed month."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from tht_xl.cli.show import line
from tht_xl.disclosure.personal_data.texts import masked
from tht_xl.model.counted import counted
from tht_xl.month.closing.brought import PaperSeen
from tht_xl.month.closing.changes import Changes
from tht_xl.month.closing.close import Closing
from tht_xl.month.closing.verify import Verification
from tht_xl.store.records.months import ArchivedFile, ClosedMonth
from tht_xl.store.times import month_of

MAX_SAID = 40


def show_closing(done: Closing) -> None:
    """Show what was frozen, and the numbers of papers that are not the results'."""
    closed = done.closed
    line(f"{month_of(closed.month)} is closed: edition {closed.edition}, signed off by {closed.role}.")
    for each in done.missing:
        line(f"  although {each} ({masked(closed.note)})")
    line(f"  {counted(len(closed.manifest['files']), 'file')} frozen in the store")
    for paper in done.papers:
        _paper(paper)
    line(f"See it again at any time: tht-xl month show {closed.month} --verify --out FOLDER")


def _paper(paper: PaperSeen) -> None:
    line(f"\n{paper.name}, SHA-256 {paper.sha256[:16]}…")
    found = paper.comparison
    if found is None:
        line(f"  {paper.unread}")
        return
    copy = f", an edited copy of {found.beside}" if found.beside else ""
    apart = (
        f", {counted(found.unchecked, 'date or part number', 'dates or part numbers')} left out"
        if found.unchecked
        else ""
    )
    line(f"  {counted(found.numbers, 'number')}{copy}{apart}")
    if not found.differences:
        line("  every number is the results'")
    for difference in found.differences[:MAX_SAID]:
        line(f"  ! {masked(str(difference))}")
    if len(found.differences) > MAX_SAID:
        line(f"  … and {len(found.differences) - MAX_SAID} more; --format json lists all")


def show_closed(
    closed: ClosedMonth,
    files: Sequence[ArchivedFile],
    changes: Changes,
    written: Mapping[str, Path],
    checked: Verification | None,
) -> None:
    """Show a closed month: what the board saw, and what has changed since."""
    line(f"{month_of(closed.month)}, edition {closed.edition}: closed {closed.closed_at[:10]} by {closed.role}")
    line(f"  with tht_xl {closed.manifest['version']}, framework {closed.manifest['framework']}")
    for each in closed.manifest["incomplete"]:
        line(f"  although {each} ({masked(closed.note)})")
    if closed.reopened_at:
        line(f"  reopened {closed.reopened_at[:10]} by {closed.reopened_by}: {masked(closed.reopen_reason)}")
    line("\nWhat the board saw")
    for file in files:
        state = (
            f"redacted by purge {file.redacted_by}" if file.redacted_by is not None else f"{len(file.content):,} bytes"
        )
        apart = "; written only with --exempt" if file.kind == "exempt" else ""
        line(f"  {file.name} ({file.kind}, {state}{apart}), SHA-256 {file.sha256[:16]}…")
    _changes(changes)
    if checked is not None:
        _checked(checked)
    for path in written.values():
        line(f"wrote {path}")
    if not written:
        line("\nAdd --out FOLDER to have the files again, byte for byte.")


def _changes(changes: Changes) -> None:
    line("\nWhat has changed since")
    if not changes.compared_with:
        line("  no run since then, so no figure can have changed")
    elif not (changes.figures or changes.narratives or changes.registers):
        line(f"  no figure and no narrative, by {changes.compared_with}")
    else:
        line(f"  by {changes.compared_with}:")
    said = [
        *map(str, changes.figures),
        *changes.narratives,
        *changes.registers,
        *(f"definition {each}" for each in changes.definitions),
    ]
    for each in said[:MAX_SAID]:
        line(f"  {each}")
    if len(said) > MAX_SAID:
        line(f"  … and {len(said) - MAX_SAID} more; --format json lists all")


def _checked(checked: Verification) -> None:
    line("\nVerification")
    line(f"  {counted(checked.files, 'file has', 'files have')} the SHA-256 that was frozen")
    for name in checked.redacted:
        line(f"  {name} was redacted and cannot be checked")
    if checked.rows:
        line(f"  {counted(checked.rows, 'result')} computed again from the frozen observations and definitions agree")
    line(f"  made with tht_xl {checked.made_with}, checked with {checked.checked_with}")
    for problem in checked.problems:
        line(f"  ! {problem}")


def closed_as_data(
    closed: ClosedMonth,
    files: Sequence[ArchivedFile],
    changes: Changes,
    written: Mapping[str, Path],
    checked: Verification | None,
) -> dict[str, object]:
    """Return the same for a program."""
    return {
        "month": closed.month,
        "edition": closed.edition,
        "closed_at": closed.closed_at,
        "role": closed.role,
        "reason": closed.note,
        "version": closed.manifest["version"],
        "framework": closed.manifest["framework"],
        "incomplete": closed.manifest["incomplete"],
        "reopened": None
        if not closed.reopened_at
        else {"at": closed.reopened_at, "role": closed.reopened_by, "reason": closed.reopen_reason},
        "files": [
            {"name": f.name, "kind": f.kind, "sha256": f.sha256, "redacted": f.redacted_by is not None} for f in files
        ],
        "papers": closed.manifest["papers"],
        "changes": changes.as_data(),
        "written": {name: str(path) for name, path in written.items()},
        "verification": None
        if checked is None
        else {
            "sound": checked.is_sound,
            "files": checked.files,
            "results_agree": checked.rows,
            "redacted": list(checked.redacted),
            "problems": list(checked.problems),
            "made_with": checked.made_with,
            "checked_with": checked.checked_with,
        },
    }

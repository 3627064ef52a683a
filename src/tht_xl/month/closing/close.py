"""Close a month: freeze what it came to, with its papers, and say what those have that the results have not."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tht_xl.errors import ConfigError
from tht_xl.framework.files import definition_files
from tht_xl.model.counted import counted
from tht_xl.model.days import today
from tht_xl.model.definition import Framework
from tht_xl.month.closing.recording import definitions_hash, return_hashes
from tht_xl.month.closing.require import said, standing_edition
from tht_xl.month.closing.results_table import RESULTS, results_frame, rows_of
from tht_xl.month.configuration.config import MonthConfig, framework_of
from tht_xl.month.governance.narratives import end_outdated_narratives
from tht_xl.month.governance.restriction import record_reason, require_named_role, require_reason
from tht_xl.month.papers.compare import PaperComparison, compare_paper
from tht_xl.month.papers.known import known_figures
from tht_xl.month.papers.text import READERS, paper_blocks
from tht_xl.month.shared_sheet.sync import STORE as REHEARSED_SHEET
from tht_xl.store.records.evaluated import Evaluated, read_evaluated, sha256
from tht_xl.store.records.months import ArchivedFile, ClosedMonth, add_closed_month
from tht_xl.store.store import Store
from tht_xl.store.times import month_text

MAX_PAPER = 200_000_000
"""Nothing larger is kept as a paper. [bytes]"""


@dataclass(frozen=True, slots=True)
class PaperSeen:
    """A paper that was frozen.

    Attributes:
        name: Its file.
        sha256: Of its content.
        comparison: Its numbers beside the results; None where its text cannot be read.
        unread: Why not; "" where it was.
    """

    name: str
    sha256: str
    comparison: PaperComparison | None
    unread: str = ""


@dataclass(frozen=True, slots=True)
class Closing:
    """What closing a month came to."""

    closed: ClosedMonth
    papers: tuple[PaperSeen, ...]
    missing: tuple[str, ...]


def close_month(
    config: MonthConfig, store: Store, *, role: str, reason: str = "", papers: Sequence[Path] = ()
) -> Closing:
    """Freeze a month in the store.

    Args:
        config: The month's configuration.
        store: The open store, to be written.
        role: Who signs it off.
        reason: Why it is closed although something is missing.
        papers: Papers that somebody edited, besides those in the output folder.

    Raises:
        ConfigError: It cannot be closed as it is; nothing was frozen.
    """
    framework = framework_of(config)
    role, reason, month = require_named_role(config, "close", role), reason.strip(), month_text(config.month)
    is_restricted = require_reason(config, today(), reason=reason, role=role, action="close", option="--reason")
    if (closed := standing_edition(store, month)) is not None:
        raise ConfigError(
            f"{config.month} is closed already ({said(closed)})",
            remedy="To close it again with what has changed: tht-xl month reopen, month run, month close",
        )
    evaluated = read_evaluated(store, month)
    if evaluated is None:
        how = "with --apply" if config.sheet is not None else ""
        raise ConfigError(
            f"{config.month} has not been run {how}".rstrip() + ", so there is nothing to close",
            remedy="Run it first: tht-xl month run" + (" --apply" if how else ""),
        )
    _require_same(config, evaluated)
    missing = tuple(_missing(config, evaluated))
    if missing and not reason:
        raise ConfigError(
            f"{config.month} is not complete: {'; '.join(missing)}",
            remedy='Run the month again when it is, or say why it is closed all the same: --reason "WHY"',
        )
    brought = [*_given(papers), *_edited(config.output, evaluated, {p.resolve() for p in papers})]
    seen = tuple(_compared(file, evaluated, framework) for file in brought)
    files = [
        *(ArchivedFile.of("output", name, content) for name, content in evaluated.files.items()),
        *brought,
        ArchivedFile.of("observations", "observations.csv", evaluated.observations),
        *(ArchivedFile.of("definition", name, content) for name, content in definition_files(config.framework).items()),
        ArchivedFile.of("configuration", "month.yaml", config.source),
    ]
    manifest = {
        "run_at": evaluated.at,
        "incomplete": list(missing),
        "papers": [paper_as_data(paper) for paper in seen],
        "files": [{"kind": f.kind, "name": f.name, "size": len(f.content), "sha256": f.sha256} for f in files],
        **evaluated.detail,
    }
    with store.transaction():
        closed = add_closed_month(store, month, role=role, note=reason, manifest=manifest, files=files)
        end_outdated_narratives(store, rows_of(evaluated.files[RESULTS]), framework)
        if is_restricted:
            record_reason(store, str(config.month), reason=reason, role=role)
    return Closing(closed, seen, missing)


def paper_as_data(paper: PaperSeen) -> dict[str, object]:
    """Return a paper with its differences, for a program and for the manifest."""
    found = paper.comparison
    return {
        "name": paper.name,
        "sha256": paper.sha256,
        "unread": paper.unread,
        "numbers": 0 if found is None else found.numbers,
        "unchecked": 0 if found is None else found.unchecked,
        "edited_copy_of": "" if found is None else found.beside,
        "differences": []
        if found is None
        else [{"was": d.was, "now": d.now, "about": d.about, "place": d.place} for d in found.differences],
    }


def _require_same(config: MonthConfig, evaluated: Evaluated) -> None:
    """Refuse to freeze a run beside a configuration or definitions that it was not made with.

    Raises:
        ConfigError: One of them has changed since.
    """
    for what, before, at_present in (
        ("the configuration has", evaluated.detail["configuration"], sha256(config.source)),
        ("the definitions have", evaluated.detail["definitions"], definitions_hash(config)),
    ):
        if before != at_present:
            raise ConfigError(
                f"{what} changed since {config.month} was run", remedy="Run it again, look at the page, and close then"
            )


def _missing(config: MonthConfig, evaluated: Evaluated) -> Iterator[str]:
    """Yield what somebody has to answer for who closes the month all the same."""
    detail = evaluated.detail
    if detail["missing"]:
        yield f"{_named(detail['missing'])} not received"
    if detail["held_back"]:
        yield f"{_named(detail['held_back'])} held back, or rows of it"
    at_present = return_hashes(config)
    changed = [name for name, given in at_present.items() if detail["returns"].get(name) != given]
    if changed:
        yield f"{_named(changed)} changed or came in since the month was run"
    if detail["sheet"] == "unread" or (config.sheet is not None and detail["sheet"] != "applied"):
        yield "the shared sheet was not read"
    if detail["conflicts"]:
        yield f"{counted(detail['conflicts'], 'conflict')} in the shared sheet"


def _named(names: Sequence[str]) -> str:
    return f"{len(names)} returns ({', '.join(names)})" if len(names) > 1 else names[0]


def _given(papers: Iterable[Path]) -> Iterator[ArchivedFile]:
    for path in papers:
        try:
            if path.stat().st_size > MAX_PAPER:
                raise ConfigError(f"{path.name} has more than {MAX_PAPER // 1_000_000} MB", where="--paper")
            content = path.read_bytes()
        except OSError as error:
            raise ConfigError(
                f"{path} cannot be read ({error.strerror})", where="--paper", remedy="Give the paper as it was edited"
            ) from None
        yield ArchivedFile.of("paper", path.name, content)


def _edited(folder: Path, evaluated: Evaluated, given: set[Path]) -> Iterator[ArchivedFile]:
    """Yield the files of the output folder that the month did not write so: brought by people, or edited there."""
    names: set[str] = {path.name for path in given}
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        is_ours = path.name in evaluated.files
        if not path.is_file() or path.name.startswith((".", "~$")) or path.name == REHEARSED_SHEET:
            continue
        if path.resolve() in given or path.stat().st_size > MAX_PAPER:
            continue
        content = path.read_bytes()
        if is_ours and content == evaluated.files[path.name]:
            continue
        name = path.name
        while name in names:
            name = f"output-{name}"
        names.add(name)
        yield ArchivedFile.of("paper", name, content)


def _compared(file: ArchivedFile, evaluated: Evaluated, framework: Framework) -> PaperSeen:
    if Path(file.name).suffix.lower() not in READERS:
        return PaperSeen(file.name, file.sha256, None, "its numbers are not compared: not a text")
    written = {
        name: paper_blocks(name, content)
        for name, content in evaluated.files.items()
        if name != "month-report.html" and Path(name).suffix.lower() in (".html", ".docx")
    }
    try:
        blocks = paper_blocks(file.name, file.content)
    except ConfigError as error:
        return PaperSeen(file.name, file.sha256, None, str(error))
    known = known_figures(results_frame(evaluated.files[RESULTS], framework), framework)
    return PaperSeen(file.name, file.sha256, compare_paper(blocks, written, known))

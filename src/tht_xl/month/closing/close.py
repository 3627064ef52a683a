"""Close a month: freeze what it came to, with its papers, and say what those have that the results have not."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tht_xl.errors import ConfigError
from tht_xl.framework.files import definition_files
from tht_xl.model.counted import counted
from tht_xl.model.days import today
from tht_xl.month.closing.brought import (
    PaperSeen,
    compare_with_results,
    named_papers,
    paper_as_data,
    papers_in_output,
    with_own_names,
)
from tht_xl.month.closing.recording import definitions_hash, return_hashes
from tht_xl.month.closing.require import current_edition, said
from tht_xl.month.closing.results_table import RESULTS, rows_of
from tht_xl.month.configuration.config import MonthConfig
from tht_xl.month.configuration.load import framework_of
from tht_xl.month.governance.audience_files import NO_PARTNERS, PARTNERS_RESULTS
from tht_xl.month.governance.narratives import end_outdated_narratives
from tht_xl.month.governance.restriction import record_reason, require_named_role, require_reason
from tht_xl.store.records.evaluated import Evaluated, read_evaluated, sha256
from tht_xl.store.records.months import ArchivedFile, ClosedMonth, add_closed_month
from tht_xl.store.records.observations import read_observations
from tht_xl.store.store import Store
from tht_xl.store.times import month_text


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

    1. Refuse unless the role may close it, it is open, and it has been run as it is configured and defined now.
    2. Name what is missing, or has changed since the run; without a reason for closing all the same, stop there.
    3. Compare the papers that people edited with the results.
    4. Freeze outputs, papers, observations, definitions and configuration in one transaction.

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
    if (closed := current_edition(store, month)) is not None:
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
    read_observations(store)  # refuses a store in which one is not what was recorded: nothing is frozen from it
    missing = tuple(_missing(config, evaluated))
    if missing and not reason:
        raise ConfigError(
            f"{config.month} is not complete: {'; '.join(missing)}",
            remedy='Run the month again when it is, or say why it is closed all the same: --reason "WHY"',
        )
    edited = with_own_names([*named_papers(papers), *papers_in_output(config, evaluated, papers)])
    seen = tuple(compare_with_results(file, evaluated, framework) for file in edited)
    files = [
        *(ArchivedFile.of("output", name, content) for name, content in evaluated.files.items()),
        *edited,
        *(ArchivedFile.of("exempt", name, content) for name, content in evaluated.exempt.items()),
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
        end_outdated_narratives(store, rows_of(_sheet_results(evaluated)), framework)
        if is_restricted:
            record_reason(store, str(config.month), reason=reason, role=role)
    return Closing(closed, seen, missing)


def _sheet_results(evaluated: Evaluated) -> bytes:
    """Return the results beside which narratives are written in the shared sheet: the partners', where those differ."""
    partners = evaluated.files.get(PARTNERS_RESULTS, b"")
    return evaluated.files[RESULTS] if partners.decode().strip() in ("", NO_PARTNERS) else partners


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
    gone = [name for name in detail["returns"] if name not in at_present]
    if gone:
        # What it gave is in the store and is frozen; somebody may have taken it away because it was wrong.
        yield f"{_named(gone)} not there any more, or not to be read, since the month was run"
    if detail["sheet"] == "unread" or (config.sheet is not None and detail["sheet"] != "applied"):
        yield "the shared sheet was not read"
    if detail["conflicts"]:
        yield f"{counted(detail['conflicts'], 'conflict')} in the shared sheet"


def _named(names: Sequence[str]) -> str:
    return f"{len(names)} returns ({', '.join(names)})" if len(names) > 1 else names[0]

"""Leave in the store what a run came to, so that exactly that can be closed."""

import csv
import io
import os
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from types import MappingProxyType

import pandas as pd

from tht_xl.evaluation.returns import ReturnSummary
from tht_xl.evaluation.rows.observations import NUMBERS
from tht_xl.framework.files import definition_files
from tht_xl.model.days import today
from tht_xl.model.definition import Framework
from tht_xl.month.configuration.config import MonthConfig
from tht_xl.month.cycle.register import file_hash
from tht_xl.month.governance.protection import Protection
from tht_xl.month.memory.open import OpenMemory
from tht_xl.month.shared_sheet.narratives import narrative_columns, own_words
from tht_xl.month.shared_sheet.sync_result import SyncResult
from tht_xl.store.records.evaluated import record_evaluated, sha256
from tht_xl.store.times import month_text


def record_run(
    memory: OpenMemory,
    config: MonthConfig,
    framework: Framework,
    observations: pd.DataFrame,
    returns: Sequence[ReturnSummary],
    sync: SyncResult | None,
    files: Mapping[str, Path],
    exempt: Mapping[str, bytes] = MappingProxyType({}),
) -> None:
    """Record what a run came to, where it writes to a store; a plan leaves nothing that could be closed.

    Args:
        memory: The open memory with its store.
        config: The month's configuration.
        framework: The definitions.
        observations: What was evaluated.
        returns: What became of each return.
        sync: What became of the shared sheet; None where none is named.
        files: What was written into the output folder.
        exempt: What the exempt folder holds, by name.
    """
    if memory.store is None or not memory.writes:
        return
    missing = [summary.workbook for summary in returns if not summary.received]
    held_back = [
        summary.workbook for summary in returns if summary.received and (summary.is_held_back or summary.rows_held_back)
    ]
    detail = {
        "version": version("tht_xl"),
        "framework": f"{framework.id} {framework.version}",
        "missing": missing,
        "held_back": held_back,
        "returns": return_hashes(config),
        "configuration": sha256(config.source),
        "definitions": definitions_hash(config),
        "sheet": _sheet_state(config, sync),
        "conflicts": 0 if sync is None else sync.conflicts,
        "narratives": {} if sync is None else _narratives(config, framework, sync),
    }
    record_evaluated(
        memory.store,
        month_text(config.month),
        detail=detail,
        observations=observations_as_csv(observations),
        files={name: path.read_bytes() for name, path in files.items()},
        exempt=exempt,
    )


def _narratives(config: MonthConfig, framework: Framework, sync: SyncResult) -> dict[str, dict[str, str]]:
    """Return what people wrote in the sheet, but not beside a figure that is exempt or may not be shown yet."""
    protection = Protection.of(config, framework, today())
    said = own_words(sync.theirs, narrative_columns(config), framework)
    return {key: texts for key, texts in said.items() if not protection.hides_key(key, "partners")}


def return_hashes(config: MonthConfig) -> dict[str, str]:
    """Return the SHA-256 of each return that can be read, by the name of its file.

    Where two have one name, as "north/return.xlsx" and "south/return.xlsx", it is with the folders that they differ in.
    """
    files = [source.workbook for source in config.returns]
    names = [path.name for path in files]
    if len(set(names)) < len(names):
        common = Path(os.path.commonpath([path.parent for path in files]))
        names = [path.relative_to(common).as_posix() for path in files]
    found = {name: file_hash(path) for name, path in zip(names, files, strict=True)}
    return {name: digest for name, digest in found.items() if digest}


def definitions_hash(config: MonthConfig) -> str:
    """Return one hash over all files of the framework."""
    return sha256(
        "".join(f"{name} {sha256(data)}\n" for name, data in definition_files(config.framework).items()).encode()
    )


def _sheet_state(config: MonthConfig, sync: SyncResult | None) -> str:
    if sync is None:
        return "none" if config.sheet is None else "unread"
    if sync.left_alone:
        return "unread"
    return "applied" if sync.applied else "read"


def observations_as_csv(observations: pd.DataFrame) -> bytes:
    """Return observations as CSV, every number with all its digits."""
    return observations.to_csv(index=False, lineterminator="\n").encode()


def observations_of_csv(content: bytes) -> pd.DataFrame:
    """Return the observations that were written so, each number as it was to the last bit."""
    rows = list(csv.DictReader(io.StringIO(content.decode(), newline="")))
    frame = pd.DataFrame(rows, dtype=object)
    for name in NUMBERS:
        if name in frame:
            # float() reads what repr() wrote; the readers of pandas may be a last bit away.
            frame[name] = [float(text) if text else float("nan") for text in frame[name]]
    return frame

"""One word on each figure: provisional, checked or agreed, and the role that gave it."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

import pandas as pd

from tht_xl.errors import ConfigError, UnknownNameError
from tht_xl.evaluation.rows.observations import key_of
from tht_xl.model.days import today
from tht_xl.model.periods.label import day_label
from tht_xl.month.configuration.config import MonthConfig
from tht_xl.month.governance.audience_files import PARTNERS_RESULTS
from tht_xl.month.governance.restriction import require_named_role
from tht_xl.store.open import open_store
from tht_xl.store.records.governance import Approval, add_approval
from tht_xl.store.records.narratives import narratives_written
from tht_xl.store.store import Store

APPROVAL = "approval"
"""Column of the results."""
WORDS = ("provisional", "checked", "agreed")
Kind = Literal["figure", "narrative"]


def value_hash(key: str, value: float, withheld: str) -> str:
    """Return what changes with a released figure; of a withheld one only that it is withheld."""
    said = withheld or ("" if value != value else f"{value:.9g}")
    return hashlib.sha256(f"{key}\x1f{said}".encode()).hexdigest()[:16]


def mark_approvals(
    results: pd.DataFrame, given: Mapping[tuple[str, str], Approval], texts: Mapping[str, str]
) -> pd.DataFrame:
    """Return the results with the column `approval`; it begins with "[p]" where the figure is provisional.

    An approval lapses when what was approved changes: it is provisional until somebody looks at it again.

    Args:
        results: The evaluated rows.
        given: The newest approval of each key and kind.
        texts: What `text_hashes` returned.
    """
    columns = ["indicator", "area", "period", "value", "withheld"]
    said = []
    for indicator, area, period, value, withheld in results[columns].itertuples(index=False):
        key = key_of(indicator, area, period)
        figure, narrative = given.get((key, "figure")), given.get((key, "narrative"))
        parts = [] if figure is None else [_words(figure, value_hash(key, value, withheld))]
        parts += [] if narrative is None else [f"narrative: {_words(narrative, texts.get(key, ''))}"]
        said.append("; ".join(parts))
    return results.assign(**{APPROVAL: pd.Series(said, results.index, dtype=object)})


def _words(approval: Approval, found: str) -> str:
    if approval.value_hash != found:
        return f"[p] provisional: changed since it was {approval.word} on {day_label(approval.given_on)}"
    mark = "[p] " if approval.word == WORDS[0] else ""
    return f"{mark}{approval.word} ({approval.role}, {day_label(approval.given_on)})"


def text_hashes(store: Store) -> dict[str, str]:
    """Return, by key of a row, what changes with the texts beside it as they were last recorded."""
    newest: dict[str, dict[str, str]] = {}
    for row, heading, digest in narratives_written(store):
        newest.setdefault(row, {})[heading] = digest
    return {row: _hash_of(digests) for row, digests in newest.items()}


def _hash_of(digests: Mapping[str, str]) -> str:
    said = "\x1f".join(f"{heading}={digests[heading]}" for heading in sorted(digests))
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def approve(config: MonthConfig, framework: str, key: str, word: str, role: str, *, kind: Kind = "figure") -> Approval:
    """Record a word on a figure as the results of the last run have it, or on its narrative.

    Raises:
        ConfigError: The word, role or row is not one, the month has not been run, or nothing is kept.
    """
    if word not in WORDS:
        raise ConfigError(f"{word!r} is not an approval", remedy=f"Write {', '.join(WORDS[:-1])} or {WORDS[-1]}")
    given = require_named_role(config, "sign-off", role)
    figures = _figures(config)
    if key not in figures:
        raise UnknownNameError("row", key, sorted(figures))
    if config.store_file is None:
        raise ConfigError("nothing is kept", where="store", remedy="Name a file with 'store:'")
    with open_store(config.store_file, framework=framework, writes=True) as store:
        found = figures[key] if kind == "figure" else text_hashes(store).get(key, "")
        if not found:
            raise ConfigError(
                "no narrative is recorded beside this row", where=key, remedy="Run the month with --apply first"
            )
        approval = Approval(key, kind, word, given, today(), found)
        add_approval(store, approval, config.month)
        store.log("approved", key, role=given, reason=word, kind=kind)
    return approval


def _figures(config: MonthConfig) -> dict[str, str]:
    """Return the hash of each figure of the last run, by key."""
    found: dict[str, str] = {}
    for path in (config.output / "results.csv", config.output / PARTNERS_RESULTS):
        found |= _hashes(path) if path.exists() else {}
    if not found:
        raise ConfigError(
            "the month has not been run",
            where=str(config.output),
            remedy="Run it first: what you approve is what it shows",
        )
    return found


def _hashes(path: Path) -> dict[str, str]:
    try:
        table = pd.read_csv(path, dtype={"withheld": str, "period": str}, keep_default_na=True)
        rows = table[["indicator", "area", "period", "value", "withheld"]].itertuples(index=False)
    except (KeyError, ValueError):
        return {}  # a file of one line that says there is nothing
    return {
        (key := key_of(indicator, area, period)): value_hash(key, value, withheld if isinstance(withheld, str) else "")
        for indicator, area, period, value, withheld in rows
    }

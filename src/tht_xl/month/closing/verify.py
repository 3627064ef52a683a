"""Check a closed month: every hash, and whether its observations and definitions still give its results."""

import csv
import io
import math
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version

from tht_xl.errors import ThtError
from tht_xl.evaluation.schema import OBSERVATION, added_columns, month_columns
from tht_xl.model.counted import counted
from tht_xl.model.definition import Framework
from tht_xl.month.closing.definitions import frozen_framework
from tht_xl.month.closing.recording import observations_of_csv
from tht_xl.month.closing.results_table import RESULTS
from tht_xl.month.evaluating.areas import evaluate_protected
from tht_xl.month.tables import table_as_csv
from tht_xl.store.records.evaluated import sha256
from tht_xl.store.records.months import ArchivedFile, ClosedMonth, files_of
from tht_xl.store.store import Store

DIGITS = 12
"""To so many significant digits two computers give the same figures."""
MAX_SAID = 10


@dataclass(frozen=True, slots=True)
class Verification:
    """What checking a closed month came to.

    Attributes:
        files: How many files have the hash that they had. [count]
        redacted: Names of files that were purged.
        problems: What is not as it was; empty where all is well.
        made_with: Version of tht_xl that closed it.
        checked_with: Version that checked it.
        rows: How many results were computed again and agree. [count]
    """

    files: int
    redacted: tuple[str, ...]
    problems: tuple[str, ...]
    made_with: str
    checked_with: str
    rows: int

    @property
    def is_sound(self) -> bool:
        """Whether everything is as it was."""
        return not self.problems


def verify_month(store: Store, closed: ClosedMonth) -> Verification:
    """Recompute every hash of a closed month, and its results from its observations and definitions."""
    files = files_of(store, closed)
    redacted = tuple(file.name for file in files if file.redacted_by is not None)
    whole = [file for file in files if file.redacted_by is None]
    problems = list(_wrong_hashes(closed, files))
    rows, differing = _computed_again(store, closed, {(file.kind, file.name): file for file in whole})
    problems += differing
    return Verification(
        files=sum(sha256(file.content) == file.sha256 for file in whole),
        redacted=redacted,
        problems=tuple(problems),
        made_with=str(closed.manifest.get("version", "")),
        checked_with=version("tht_xl"),
        rows=rows,
    )


def _wrong_hashes(closed: ClosedMonth, files: tuple[ArchivedFile, ...]) -> Iterator[str]:
    if sha256(closed.manifest_text.encode()) != closed.manifest_sha256:
        yield "the list of what was frozen is not what it was"
    listed = {(each["kind"], each["name"]): each["sha256"] for each in closed.manifest["files"]}
    there = {(file.kind, file.name): file for file in files}
    for kind, name in listed:
        if (kind, name) not in there:
            yield f"{name} is missing"
    for (kind, name), file in there.items():
        if (kind, name) not in listed:
            yield f"{name} was not there when the month was closed"
        elif file.redacted_by is None and sha256(file.content) != listed[kind, name]:
            yield f"{name} is not what it was"


def _computed_again(
    store: Store, closed: ClosedMonth, whole: dict[tuple[str, str], ArchivedFile]
) -> tuple[int, list[str]]:
    """Return how many rows of results agree, and what does not."""
    observations = whole.get(("observations", "observations.csv"))
    results = whole.get(("output", RESULTS))
    if observations is None or results is None:
        return 0, []  # purged, which is said with the files
    try:
        framework = frozen_framework(store, closed)
    except ThtError as error:
        return 0, [f"the definitions cannot be read by this version: {error}"]
    if framework is None:
        return 0, []
    frozen = list(csv.DictReader(io.StringIO(results.content.decode(), newline="")))
    again = _rows_again(observations.content, framework)
    if len(frozen) != len(again):
        return 0, [f"{counted(len(again), 'result')} computed again, {len(frozen)} frozen"]
    compared = {column.name for column in (*OBSERVATION, *added_columns(framework))} - set(_WORDED_LATER)
    problems: list[str] = []
    for before, after in zip(frozen, again, strict=True):
        wrong = [name for name in before if name in compared and not _agree(before[name], after.get(name, ""))]
        if wrong:
            row = "|".join((before["indicator"], before["area"], before["period"]))
            problems.append(f"{row}: {', '.join(wrong)} computed again {'are' if len(wrong) > 1 else 'is'} another")
    more = len(problems) - MAX_SAID
    said = problems[:MAX_SAID] + ([f"and {counted(more, 'result')} more"] if more > 0 else [])
    return len(frozen) - len(problems), said


_WORDED_LATER = ("reason",)
"""Columns to which the month adds words of its own after evaluation."""


def _rows_again(content: bytes, framework: Framework) -> list[dict[str, str]]:
    results = evaluate_protected(observations_of_csv(content), framework)
    kinds = {column.name: str(column.kind) for column in month_columns(framework) if column.name in results}
    named = [name for name in kinds if name in {c.name for c in (*OBSERVATION, *added_columns(framework))}]
    table = results[named].astype({name: kinds[name] for name in named})
    return list(csv.DictReader(io.StringIO(table_as_csv(table), newline="")))


def _agree(before: str, after: str) -> bool:
    if before == after:
        return True
    try:
        return math.isclose(float(before), float(after), rel_tol=10.0**-DIGITS, abs_tol=10.0**-DIGITS)
    except ValueError:
        return False

"""A table of figures in a CSV file, evaluated or not: what it says, and which of its rows cannot be used."""

import csv
import io
import math
from collections.abc import Callable
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd

from tht_xl.errors import DomainError
from tht_xl.evaluation.results import Results
from tht_xl.evaluation.rows.column_names import with_known_names
from tht_xl.evaluation.rows.observations import REQUIRED, check_columns, complete, key_of, not_numbers
from tht_xl.evaluation.rows.published import observations_out_by
from tht_xl.evaluation.rows.resolve import resolve
from tht_xl.evaluation.schema import OBSERVATION, ResultKind, month_columns
from tht_xl.model.counted import counted
from tht_xl.model.definition import Framework
from tht_xl.month.evaluating.areas import evaluate_protected
from tht_xl.partnership.monitoring.assessed import ACTION_HEADINGS
from tht_xl.partnership.view import Gap

EVALUATED = frozenset({*(column.name for column in OBSERVATION), "withheld", "reason", "rating", "sentence"})
"""Columns that only evaluated results have together; a table without one of them is one of observations."""
WRITTEN = ACTION_HEADINGS | {"narrative", "narratives", "commentary"}
"""Columns in which people write, in small letters."""


def read_table(path: Path) -> pd.DataFrame:
    """Return a CSV file as texts, by its lines, as a spreadsheet or a month wrote it.

    Raises:
        DomainError: It cannot be read, or has no heading.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise DomainError(f"{path} cannot be read ({error.strerror})", where="--results") from None
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")  # as Excel saves a CSV file unless it is asked for UTF-8
    reader = csv.reader(io.StringIO(text, newline=""))
    try:
        lines = [(reader.line_num, row) for row in reader if any(cell.strip() for cell in row)]
    except csv.Error as error:
        raise DomainError(f"{path} is not a CSV file ({error})", where="--results") from None
    rows = [row for _, row in lines]
    if not rows:
        raise DomainError(f"{path} is empty", where="--results", remedy="Name a table with headings")
    headings = [heading.strip() for heading in rows[0]]
    width = len(headings)
    cells = [[*map(_plain, row), *[""] * width][:width] for row in rows[1:]]
    return pd.DataFrame(cells, pd.Index([line for line, _ in lines[1:]]), pd.Index(headings))


def is_evaluated(frame: pd.DataFrame) -> bool:
    """Return whether a table is evaluated results."""
    return EVALUATED.issubset(frame.columns)


def without_unreadable(frame: pd.DataFrame, file: str) -> tuple[pd.DataFrame, tuple[Gap, ...]]:
    """Return a table without the rows in which something else is written where a number belongs, and what that is.

    Raises:
        DomainError: A column is missing, or there twice.
    """
    known = with_known_names(frame, REQUIRED)
    check_columns(known)
    said = not_numbers(known)
    gaps = tuple(
        Gap(f"the row is not used: {words} is not a number", f"{file}, line {line}", "Correct it, or leave it blank")
        for line, words in said.items()
        if words
    )
    return frame[(said == "").to_numpy(bool)], gaps


def evaluated_table(frame: pd.DataFrame, framework: Framework, day: date) -> Results:
    """Return a table as evaluated results: as it is where it was evaluated before, else evaluated.

    Args:
        frame: What `read_table` returned.
        framework: The definitions.
        day: Published values beside observations were out by it.

    Raises:
        DomainError: A column is missing, or there twice.
    """
    if not is_evaluated(frame):
        return evaluated_beside_published(frame, framework, day)
    readers: dict[ResultKind, Callable[[str], object]] = {
        ResultKind.NUMBER: _number, ResultKind.WHOLE: _number, ResultKind.YES_NO: _yes_no
    }  # fmt: skip
    typed = {
        column.name: frame[column.name].map(readers[column.kind])
        for column in month_columns(framework)
        if column.name in frame and column.kind in readers
    }
    return Results(frame.assign(**typed), framework)


def evaluated_beside_published(observations: pd.DataFrame, framework: Framework, day: date) -> Results:
    """Return observations evaluated beside the published values that they do not give, areas protected together.

    Raises:
        DomainError: A column is missing, or there twice.
    """
    given, series = complete(observations), observations_out_by(framework, day)
    found = resolve(given, framework)
    for name, things in (("indicator", found.indicators), ("area", found.areas)):
        known = [
            thing.id if usable else text for thing, usable, text in zip(things, found.usable, given[name], strict=True)
        ]
        given = given.assign(**{name: pd.Series(known, given.index, dtype=object)})
    whole = found.usable & (found.breakdown == 0)
    keys = set(zip(given["indicator"][whole], given["area"][whole], map(str, found.periods[whole]), strict=True))
    is_new = [key not in keys for key in series[["indicator", "area", "period"]].itertuples(index=False, name=None)]
    published = series[np.array(is_new, bool)]
    together = [frame for frame in (given, published) if len(frame)]
    frame = pd.concat(together, ignore_index=True) if together else series
    return Results(evaluate_protected(frame, framework), framework)


def narratives_in(frame: pd.DataFrame, results: Results) -> dict[str, dict[str, str]]:
    """Return what people wrote beside the figures of a table: texts by heading, by key."""
    columns = [name for name in frame if " ".join(str(name).split()).casefold() in WRITTEN]
    said: dict[str, dict[str, str]] = {}
    found = results.found
    for row in range(min(len(frame), len(results.frame)) if columns else 0):
        texts = {str(name): str(results.frame[name].iloc[row]).strip() for name in columns}
        if found.usable[row] and any(texts.values()):
            key = key_of(found.indicator.thing(row).id, found.area.thing(row).id, str(found.period.thing(row)))
            said[key] = {heading: text for heading, text in texts.items() if text}
    return said


def unused_rows(results: Results, file: str) -> tuple[Gap, ...]:
    """Return the rows that are not shown, those with one reason together."""
    by_reason: dict[str, list[str]] = {}
    for each in results.unused:
        by_reason.setdefault(each.reason, []).append(f"{each.indicator}, {each.area}, {each.period}")
    return tuple(
        Gap(f"{counted(len(rows), 'row is', 'rows are')} not used ({rows[0]}): {reason}", file, "Correct or remove it")
        for reason, rows in by_reason.items()
    )


def _plain(cell: str) -> str:
    # An apostrophe in front keeps a spreadsheet from running a text as a formula; it is not part of the text.
    return cell[1:] if cell[:1] == "'" and cell[1:2] in ("=", "+", "-", "@", "\t", "\r") else cell


def _number(text: str) -> float:
    try:
        return float(text) if text.strip() else math.nan
    except ValueError:
        return math.nan


def _yes_no(text: str) -> object:
    return {"true": True, "false": False}.get(text.strip().casefold())

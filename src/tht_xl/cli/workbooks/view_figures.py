"""The figures that a view is made from, where somebody names them: a month's results, a table, or partners' returns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from tht_xl.errors import DomainError

if TYPE_CHECKING:
    from datetime import date

    from tht_xl.evaluation.results import Results
    from tht_xl.model.definition import Framework
    from tht_xl.month.configuration.config import MonthConfig
    from tht_xl.partnership.view import Gap

CONFIGURATION = (".yaml", ".yml")
TABLE = ".csv"
RESULTS = "results.csv"


@dataclass(frozen=True, slots=True)
class ViewFigures:
    """Figures for a view.

    Attributes:
        results: The evaluated indicators.
        described: What they are, for the line that says what a view was made from.
        narratives: Texts by heading, by key.
        gaps: What could not be used.
        process: What the month's store says of how the work was done.
    """

    results: "Results"
    described: str
    narratives: Mapping[str, Mapping[str, str]] = field(default_factory=dict[str, Mapping[str, str]])
    gaps: "tuple[Gap, ...]" = ()
    process: Mapping[str, str] = field(default_factory=dict[str, str])


def configuration_in(named: Sequence[str]) -> "MonthConfig | None":
    """Return the month's configuration where one is named, which says whose definitions its results are.

    Raises:
        ThtError: It cannot be read, or something else is named beside it.
    """
    if not any(name.lower().endswith(CONFIGURATION) for name in named):
        return None
    from tht_xl.month.configuration.load import load_config

    _alone(named)
    return load_config(Path(named[0]))


def read_figures(
    named: Sequence[str], config: "MonthConfig | None", framework: "Framework", day: "date"
) -> ViewFigures:
    """Return the figures of the files that somebody names.

    Args:
        named: Files: a month's configuration, the `results.csv` of a month or its folder, any table of observations, or
            partners' returns.
        config: The configuration, where it is one.
        framework: The definitions.
        day: The day of the view: published values beside returns were out by it.

    Raises:
        ThtError: A file cannot be read, or several are named that do not go together.
    """
    if config is not None:
        return _of_month(config, framework, day)
    paths = [path / RESULTS if path.is_dir() else path for path in map(Path, named)]
    if any(path.suffix.lower() == TABLE for path in paths):
        _alone(named)
        return _of_table(paths[0], framework, day)
    return _of_returns(paths, framework, day)


def _alone(named: Sequence[str]) -> None:
    if len(named) > 1:
        raise DomainError(
            f"{named[0]} and {named[1]} cannot be read together",
            where="--results",
            remedy="Name one table or configuration, or only returns",
        )


def _of_month(config: "MonthConfig", framework: "Framework", day: "date") -> ViewFigures:
    from tht_xl.evaluation.sentence import with_unit
    from tht_xl.framework.lookup import find_indicator
    from tht_xl.store.open import open_store
    from tht_xl.store.records.narratives import narratives_written
    from tht_xl.store.records.process import process_in_words

    path = config.output / RESULTS
    if not path.is_file():
        raise DomainError(f"{path} is not there", where="--results", remedy="Run the month first: tht-xl month run")
    found = _of_table(path, framework, day)
    shown = {
        reading.key: with_unit(find_indicator(framework, name), reading.value)
        for name, series in found.results.by_indicator.items()
        for reading in series
        if reading.value is not None
    }
    narratives: dict[str, dict[str, str]] = {}
    process: dict[str, str] = {}
    store_file = _store_of(config)
    if store_file is not None:
        with open_store(store_file, framework=framework.id) as store:
            process = process_in_words(store, day)
            for each in narratives_written(store).values():
                # A text about an earlier figure says nothing about the one that is shown.
                if shown.get(each.key) == each.value_text:
                    narratives.setdefault(each.key, {})[each.heading] = each.text
    described = f"Results of {config.month}: {path.name}"
    return replace(found, described=described, narratives=said_something(narratives), process=process)


def _store_of(config: "MonthConfig") -> Path | None:
    """Return the month's store, or that of its rehearsals where it was only rehearsed; None where there is neither."""
    from tht_xl.store.trial import trial_path

    own = config.store_file
    return next((path for path in (own, trial_path(own)) if path.is_file()), None) if own is not None else None


def _of_table(path: Path, framework: "Framework", day: "date") -> ViewFigures:
    from tht_xl.cli.workbooks.figure_table import (
        evaluated_table,
        is_evaluated,
        narratives_in,
        read_table,
        unused_rows,
        without_unreadable,
    )

    frame = read_table(path)
    frame, gaps = (frame, ()) if is_evaluated(frame) else without_unreadable(frame, path.name)
    results = evaluated_table(frame, framework, day)
    narratives = said_something(narratives_in(frame, results))
    return ViewFigures(results, f"Figures of {path.name}", narratives, (*gaps, *unused_rows(results, path.name)))


def said_something(narratives: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, str]]:
    """Return the texts without those that only fill a cell, such as "tbc"."""
    from tht_xl.month.shared_sheet.placeholder import says_nothing

    kept = {key: {h: text for h, text in texts.items() if not says_nothing(text)} for key, texts in narratives.items()}
    return {key: texts for key, texts in kept.items() if texts}


def _of_returns(paths: Sequence[Path], framework: "Framework", day: "date") -> ViewFigures:
    import pandas as pd

    from tht_xl.cli.workbooks.figure_table import evaluated_beside_published
    from tht_xl.model.finding import Scope
    from tht_xl.partnership.view import Gap
    from tht_xl.workbook.check import check_return

    returns = [check_return(path, framework, today=day) for path in paths]
    for path, done in zip(paths, returns, strict=True):
        refused = [each for each in done.report.errors if each.scope is Scope.RETURN]
        if refused:
            raise DomainError(f"{path} cannot be used: {refused[0].given}", where="--results", remedy=refused[0].fix)
    gaps = tuple(
        Gap(finding.given, f"{path.name}, {finding.place}" if finding.cell else path.name, finding.fix)
        for path, done in zip(paths, returns, strict=True)
        for finding in done.report.errors
    )
    frames = [done.observations for done in returns if len(done.observations)]
    returned = pd.concat(frames, ignore_index=True) if frames else returns[0].observations
    results = evaluated_beside_published(returned, framework, day)
    written = {
        key: {heading: each.text for heading, each in texts.items()}
        for done in returns
        for key, texts in done.written.items()
    }
    return ViewFigures(results, f"Returns: {', '.join(path.name for path in paths)}", said_something(written), gaps)

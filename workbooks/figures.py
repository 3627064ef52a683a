"""The figures of a workbook, read from the file beside the builder."""

from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field

from tht_xl.framework.load import load_framework

FOLDER = Path(__file__).parent / "figures"


class Piece(BaseModel):
    """A frozen piece of the file; unknown keys are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Source(Piece):
    """Who published the figures of some indicators."""

    name: str
    short: str
    url: str
    indicators: tuple[str, ...]


class Series(Piece):
    """One indicator in one area.

    `counts`: numerator, denominator, published value and limits. `published`: value, or value, lower and upper limit.
    """

    indicator: str
    area: str
    kind: Literal["counts", "published"]
    values: dict[str, Annotated[tuple[float, ...], Field(min_length=1, max_length=5)]]
    note: str = ""


class OlderMethod(Piece):
    """The series of a measure before its method changed: shown beside the newer one and never joined to it."""

    indicator: str
    sheet: str
    title: str
    source: Source
    values: dict[str, dict[str, float]]


class Figures(Piece):
    """What goes into one workbook."""

    workbook: str
    title: str
    partner: str
    subject: str
    comparators: str
    sources: tuple[Source, ...] = ()
    licence: str
    charts: tuple[str, ...]
    series: tuple[Series, ...] = ()
    published: dict[str, str] = {}
    """Indicators whose series are those of the framework's published.yaml, and what the column Source says of each."""
    older_method: OlderMethod | None = None

    @property
    def indicators(self) -> tuple[str, ...]:
        """The indicators, in the order of the file."""
        return tuple(dict.fromkeys(series.indicator for series in self.series))

    @property
    def areas(self) -> tuple[str, ...]:
        """The areas, in the order of the file."""
        return tuple(dict.fromkeys(series.area for series in self.series))

    def source_of(self, indicator: str) -> Source:
        """Who published an indicator."""
        return next(source for source in self.sources if indicator in source.indicators)


def load_figures(name: str) -> Figures:
    """The figures of one workbook, by its name without extension."""
    figures = Figures.model_validate(yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8")))
    return _with_published_series(figures) if figures.published else figures


def _with_published_series(figures: Figures) -> Figures:
    """Add the series that the framework holds, so that no figure is written down twice."""
    held = {series.indicator: series for series in load_framework("tht").published}
    sources: list[Source] = []
    added: list[Series] = []
    for name, short in figures.published.items():
        published = held[name]
        sources.append(Source(name=published.source, short=short, url=published.url, indicators=(name,)))
        for number, (area, values) in enumerate(published.values.items()):
            # The note is about the whole series of the indicator, so it stands once, on the first row.
            note = published.note if number == 0 else ""
            added.append(Series(indicator=name, area=area, kind="published", values=values, note=note))
    return figures.model_copy(update={"sources": (*figures.sources, *sources), "series": (*figures.series, *added)})

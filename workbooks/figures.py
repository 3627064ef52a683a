"""The figures of a workbook, read from the file beside the builder."""

from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field

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


class Figures(Piece):
    """What goes into one workbook."""

    workbook: str
    title: str
    partner: str
    subject: str
    comparators: str
    sources: tuple[Source, ...]
    licence: str
    charts: tuple[str, ...]
    series: tuple[Series, ...]

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
    return Figures.model_validate(yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8")))

"""The figures of the workbook wards-and-localities, read from the file beside the builder."""

import yaml
from figures import FOLDER, Piece

from tht_xl.model.vocabulary import Polarity


class Measure(Piece):
    """What was published of every ward, by the ward's code."""

    id: str
    name: str
    unit: str
    polarity: Polarity
    decimals: int
    period: str
    url: str
    values: dict[str, float]


class PaperRow(Piece):
    """A ward's figure as a paper states it."""

    measure: str
    ward: str
    value: float


class Paper(Piece):
    """What a paper says of some wards."""

    source: str
    note: str
    rows: tuple[PaperRow, ...]


class WardFigures(Piece):
    """What goes into the workbook."""

    title: str
    licence: str
    source: str
    measures: tuple[Measure, ...]
    paper: Paper


def load_ward_figures() -> WardFigures:
    """Return the figures of the wards."""
    text = (FOLDER / "wards-and-localities.yaml").read_text(encoding="utf-8")
    return WardFigures.model_validate(yaml.safe_load(text))

"""The templates of the pages."""

from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from tht_xl.extras import named_when_missing
from tht_xl.model.finding import alike
from tht_xl.report import marks, text

if TYPE_CHECKING:
    from jinja2 import Environment


@lru_cache(maxsize=1)
def environment() -> "Environment":
    """Return the templates, every value escaped unless a template marks it as safe."""
    with named_when_missing():
        from jinja2 import Environment, PackageLoader, StrictUndefined
        from markupsafe import Markup
    environment = Environment(
        loader=PackageLoader("tht_xl.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    style = files("tht_xl.report").joinpath("templates", "board.css").read_text(encoding="utf-8")
    environment.globals.update(style=Markup(style), marks=marks)  # noqa: S704 - our own file
    environment.filters.update(
        period=text.period, listed=text.join_names, counted=text.count_of, alike=alike, sentence=text.capitalise
    )
    return environment

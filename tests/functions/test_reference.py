from pathlib import Path

from tht_xl.functions import REGISTRY
from tht_xl.functions.reference import reference

PAGE = Path(__file__).parents[2] / "docs" / "functions.md"


def test_page_is_in_step() -> None:
    assert PAGE.read_text("utf-8") == reference(), "run: python -m tht_xl.functions.reference > docs/functions.md"


def test_every_function_is_on_the_page() -> None:
    page = reference()
    assert all(f"\n### {name}\n" in page and f"`{each.signature}`" in page for name, each in REGISTRY.items())

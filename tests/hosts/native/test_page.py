from pathlib import Path

from tht_xl.functions import REGISTRY
from tht_xl.hosts.native.differences import DIFFERENCES
from tht_xl.hosts.native.page import in_step

PAGE = Path(__file__).parents[3] / "docs" / "native.md"


def test_the_page_is_in_step_with_the_registry() -> None:
    page = PAGE.read_text("utf-8")
    assert page == in_step(page)
    assert all(f"| `{name}` |" in page for name in REGISTRY)
    assert all(f"- {each}\n" in page for each in DIFFERENCES)

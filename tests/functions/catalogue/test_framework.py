from importlib.metadata import version

import pytest

from tht_xl.framework.load import load_framework
from tht_xl.functions import call


def test_statement() -> None:
    statement = load_framework("tht").statements[0]
    assert call("THT_STATEMENT", statement.id) == statement.text
    assert call("THT_STATEMENT", f"tht:{statement.id.upper()}", "Confirmed") is statement.confirmed


def test_version_of_the_framework() -> None:
    assert call("THT_FRAMEWORK") == load_framework("tht").version
    assert call("THT_FRAMEWORK", None) == call("THT_FRAMEWORK", "tht:version")


def test_lists_are_names() -> None:
    assert "Barts Health NHS Trust" in str(call("THT_FRAMEWORK", "partners")).split("; ")


@pytest.mark.parametrize("field", ["colour", "strategy-1909:name", "tht:colour", True])
def test_unknown_field(field: object) -> None:
    assert call("THT_FRAMEWORK", field) == "#VALUE!"


def test_version_of_the_package() -> None:
    assert call("THT_VERSION") == version("tht_xl")

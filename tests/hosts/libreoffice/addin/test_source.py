"""What runs inside LibreOffice, whose Python may be old and has nothing but the standard library."""

import ast
import sys
from pathlib import Path

import pytest

from tht_xl.hosts.libreoffice import addin, office

FILES = [*Path(addin.__file__).parent.glob("*.py"), Path(office.__file__).with_name("driver.py")]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_it_is_python_3_8_and_imports_the_standard_library_only(file: Path) -> None:
    tree = ast.parse(file.read_text("utf-8"), feature_version=(3, 8))
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            assert {name.name.split(".")[0] for name in node.names} <= {*sys.stdlib_module_names, "uno", "unohelper"}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            assert str(node.module).split(".")[0] in sys.stdlib_module_names

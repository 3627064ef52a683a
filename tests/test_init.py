"""The package's own namespace: small, lazy and complete."""

import subprocess
import sys
from types import ModuleType

import pytest

import tht_xl


def test_importing_the_package_loads_nothing_heavy() -> None:
    code = "import sys, tht_xl; print(sorted({m.partition('.')[0] for m in sys.modules} & set(sys.argv[1:])))"
    heavy = ["tempfile", "shutil", "numpy", "scipy", "pandas", "pydantic", "yaml", "openpyxl", "xlwings", "gspread"]
    found = subprocess.run([sys.executable, "-c", code, *heavy], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


@pytest.mark.slow
def test_loading_a_framework_needs_no_pandas() -> None:
    code = "import sys, tht_xl; tht_xl.load_framework('tht'); print('pandas' in sys.modules)"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "False"


@pytest.mark.parametrize("name", tht_xl.__all__)
def test_everything_promised_is_there(name: str) -> None:
    assert getattr(tht_xl, name)
    assert name in dir(tht_xl)


def test_anything_else_is_not() -> None:
    with pytest.raises(AttributeError, match="module 'tht_xl' has no attribute 'nonsense'"):
        _ = tht_xl.nonsense  # pyright: ignore[reportAttributeAccessIssue]


@pytest.mark.parametrize("module", [tht_xl, tht_xl.frames, tht_xl.functions])
def test_tab_completion_shows_what_is_public_and_nothing_else(module: ModuleType) -> None:
    assert dir(module) == sorted(module.__all__)
    assert all(getattr(module, name) is not None for name in dir(module))


@pytest.mark.slow
def test_the_frames_are_an_attribute_of_the_package() -> None:
    code = "import tht_xl; print(callable(tht_xl.frames.means), callable(tht_xl.errors.ThtError))"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.split() == ["True", "True"]

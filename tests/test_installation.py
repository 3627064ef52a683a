"""The command that installs the rest, for every way in which tht_xl can have been installed."""

import json
import subprocess
import sys
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest

from tht_xl import installation
from tht_xl.installation import install_command

REQUIRES = ["numpy>=1.26", 'typer>=0.15; extra == "cli"', 'Jinja2>=3.1; extra == "report"', "rich>=13 ; extra == 'cli'"]


class Installed:
    """What importlib.metadata says of a package."""

    def __init__(self, origin: object) -> None:
        self.origin = origin

    def read_text(self, name: str) -> str | None:
        assert name == "direct_url.json"
        return None if self.origin is None else self.origin if isinstance(self.origin, str) else json.dumps(self.origin)


@pytest.fixture
def came_from(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    def set_origin(origin: object) -> None:
        monkeypatch.setattr(metadata, "distribution", lambda _: Installed(origin))
        monkeypatch.setattr(metadata, "requires", lambda _: REQUIRES)

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "executable", str(tmp_path / ".venv" / "bin" / "python"))
    return set_origin


def test_in_the_checkout(came_from: Any, tmp_path: Path) -> None:
    came_from({"url": tmp_path.as_uri(), "dir_info": {}})
    assert install_command(["workbook"]) == '.venv/bin/python -m pip install ".[workbook]"'
    assert install_command(["cli", "report"]) == '.venv/bin/python -m pip install ".[cli,report]"'
    assert install_command() == '.venv/bin/python -m pip install "."'


def test_an_editable_checkout_stays_editable(came_from: Any, tmp_path: Path) -> None:
    came_from({"url": tmp_path.as_uri(), "dir_info": {"editable": True}})
    assert install_command(["workbook"]) == '.venv/bin/python -m pip install -e ".[workbook]"'


def test_from_another_folder_both_paths_are_whole(
    came_from: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checkout = tmp_path / "our checkout"
    elsewhere = tmp_path / "elsewhere"
    checkout.mkdir()
    elsewhere.mkdir()
    came_from({"url": checkout.as_uri(), "dir_info": {}})
    monkeypatch.chdir(elsewhere)
    assert install_command(["cli"]) == f'{tmp_path}/.venv/bin/python -m pip install "{checkout}[cli]"'


def test_a_wheel_that_is_still_there(came_from: Any, tmp_path: Path) -> None:
    wheel = tmp_path / "tht_xl-0.1.0-py3-none-any.whl"
    wheel.touch()
    came_from({"url": wheel.as_uri(), "archive_info": {}})
    assert install_command(["report"]) == f'.venv/bin/python -m pip install "{wheel}[report]"'


@pytest.mark.parametrize("origin", [{"url": "file:///nowhere/at/all", "dir_info": {}}, None, "no json", "[]"])
def test_without_a_place_to_return_to_the_packages_are_named(came_from: Any, origin: object) -> None:
    # Never by our own name: it is not on the package index, where anybody may register it.
    came_from(origin)
    assert install_command(["cli"]) == '.venv/bin/python -m pip install "typer>=0.15" "rich>=13"'
    assert install_command(["cli", "report"]).endswith('"typer>=0.15" "Jinja2>=3.1" "rich>=13"')
    assert install_command() == '.venv/bin/python -m pip install "numpy>=1.26"'


def test_a_repository_or_an_address(came_from: Any) -> None:
    git = {"url": "https://example.org/t.git", "vcs_info": {"vcs": "git", "commit_id": "abc"}}
    came_from(git)
    assert install_command(["cli"]).endswith('install "tht_xl[cli] @ git+https://example.org/t.git@abc"')
    came_from({**git, "subdirectory": "python"})
    assert install_command(["cli"]).endswith('@ git+https://example.org/t.git@abc#subdirectory=python"')
    came_from({"url": "https://example.org/t.whl", "archive_info": {}})
    assert install_command(["cli"]).endswith('install "tht_xl[cli] @ https://example.org/t.whl"')


def test_run_from_its_sources_it_names_their_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def absent(name: str) -> Any:
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "distribution", absent)
    monkeypatch.setattr(metadata, "requires", absent)
    root = Path(__file__).parents[1]
    monkeypatch.chdir(tmp_path)
    assert install_command(["cli"]).endswith(f'"{root}[cli]"')
    monkeypatch.setattr(installation, "__file__", str(tmp_path / "a" / "b" / "c.py"))
    assert install_command(["cli"]).endswith('"tht_xl[cli]"')


def test_the_interpreter(came_from: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    came_from({"url": tmp_path.as_uri(), "dir_info": {}})
    monkeypatch.setattr(sys, "executable", str(tmp_path / "my venv" / "pythonw.exe"))
    assert install_command(["cli"]) == '"my venv/python.exe" -m pip install ".[cli]"'
    monkeypatch.setattr(sys, "executable", "/usr/bin/python3")
    assert install_command(["cli"]) == '/usr/bin/python3 -m pip install ".[cli]"'
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python3"))
    assert install_command(["cli"]).startswith(f"{tmp_path}/python3 -m pip")
    monkeypatch.setattr(sys, "executable", "")
    assert install_command(["cli"]) == 'python -m pip install ".[cli]"'


def test_an_environment_of_uv_has_no_pip(came_from: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    came_from({"url": tmp_path.as_uri(), "dir_info": {}})
    monkeypatch.setattr(installation, "find_spec", lambda _: None)
    monkeypatch.setattr("shutil.which", lambda _: "/usr/bin/uv")
    assert install_command(["cli"]) == 'uv pip install --python .venv/bin/python ".[cli]"'


def test_a_shell_takes_a_path_as_it_is(came_from: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    checkout = tmp_path / "a$b `c`"
    checkout.mkdir()
    (tmp_path / "elsewhere").mkdir()
    came_from({"url": checkout.as_uri(), "dir_info": {}})
    monkeypatch.chdir(tmp_path / "elsewhere")
    monkeypatch.setattr(sys, "executable", "echo")
    said = subprocess.run(["sh", "-c", install_command(["cli"])], capture_output=True, text=True, check=True).stdout
    assert said == f"-m pip install {checkout}[cli]\n"


def test_where_there_is_no_pip_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "emscripten")
    assert install_command(["workbook"]) == "a line in the requirements tab, tht_xl[workbook]"

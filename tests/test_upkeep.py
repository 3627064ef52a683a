"""What keeps the project going names what is there: just's recipes, pre-commit's tools, the workflow, the pages."""

import re
import tomllib
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[1]
RECIPES = re.compile(r"^([a-z-]+)[ a-z*]*:(?: |$)", re.MULTILINE)
COMMANDS = [line.strip() for line in (ROOT / "justfile").read_text("utf-8").splitlines() if line.startswith("    {{")]


def read_yaml(name: str) -> Any:
    return yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))


def test_pages_name_recipes_that_exist() -> None:
    recipes = set(RECIPES.findall((ROOT / "justfile").read_text(encoding="utf-8")))
    assert {"check", "test", "test-fast", "docs", "golden", "workbooks"} <= recipes
    pages = [*ROOT.glob("*.md"), ROOT / ".github" / "pull_request_template.md"]
    named = {name for page in pages for name in re.findall(r"`just ([a-z-]+)", page.read_text(encoding="utf-8"))}
    assert "check" in named
    assert named <= recipes


@pytest.mark.parametrize("command", COMMANDS)
def test_a_recipe_names_files_and_modules_that_exist(command: str) -> None:
    words = command.split()
    assert words[0:3] == ["{{", "python", "}}"], "recipes run the Python that was chosen"
    assert [word for word in words if re.fullmatch(r"[\w./-]+\.(py|md)", word) and not (ROOT / word).exists()] == []
    assert [name for name in re.findall(r"-m ([\w.]+)", command) if find_spec(name) is None] == []


def test_the_fast_lane_leaves_out_markers_that_exist() -> None:
    options = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["pytest"]["ini_options"]
    markers = {marker.partition(":")[0] for marker in options["markers"]}
    left_out = [set(re.findall(r"not (\w+)", command)) for command in COMMANDS if " not " in command]
    assert left_out == [{"slow", "medium", "hosts"}, {"slow", "hosts"}]
    assert left_out[0] <= markers


def test_the_list_of_medium_tests_names_tests_that_exist() -> None:
    names = (ROOT / "tests" / "medium.txt").read_text(encoding="utf-8").split()
    assert names == sorted(set(names))
    for name in names:
        place, _, function = name.partition("::")
        assert re.search(rf"^ *def {function}\(", _module(place).read_text(encoding="utf-8"), re.MULTILINE), name


def _module(place: str) -> Path:
    """Return the file of a module; the last part may be a class in it."""
    path = ROOT.joinpath(*place.split(".")).with_suffix(".py")
    return path if path.exists() else path.parent.with_suffix(".py")


def test_pre_commit_has_the_versions_of_the_constraints() -> None:
    constraints = set((ROOT / ".ci" / "constraints.txt").read_text(encoding="utf-8").splitlines())
    hooks = [hook for repo in read_yaml(".pre-commit-config.yaml")["repos"] for hook in repo["hooks"]]
    needed = {each for hook in hooks for each in hook["additional_dependencies"]}
    assert needed
    assert needed - constraints == set()


def test_the_workflow_runs_the_projects_own_check_and_nothing_else() -> None:
    (job,) = read_yaml(".github/workflows/check.yml")["jobs"].values()
    checkout, check = job["steps"]
    assert re.fullmatch(r"actions/checkout@[0-9a-f]{40}", checkout["uses"]), "a tag can be moved; a commit cannot"
    assert check == {"run": ".ci/run"}
    assert (ROOT / ".ci" / "run").stat().st_mode & 0o111

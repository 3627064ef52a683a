"""Loading a framework: what is read, and that everything wrong is told at once, by file and line."""

import shutil
from importlib.resources import files
from pathlib import Path

import pytest

from tht_xl.errors import DefinitionError, UnknownNameError
from tht_xl.framework.load import framework_names, load_framework, load_packaged
from tht_xl.model.periods.period import Period

HERE = Path(__file__).parent
VALID = HERE / "valid"
INVALID = sorted(folder for folder in (HERE / "invalid").iterdir() if folder.is_dir())


def test_a_framework_is_put_together_from_its_files() -> None:
    framework = load_framework(VALID)
    (indicator,) = framework.indicators
    assert (framework.id, framework.version, framework.home) == ("example", "1", "town")
    assert indicator.target is not None
    assert (indicator.target.value, indicator.target.due) == (10, Period.parse("2025/26"))
    assert [milestone.period.label for milestone in indicator.target.milestones] == ["2022/23", "2023/24"]
    assert framework.published[0].values == {"town": {"2020/21": (14, 13, 15), "2021/22": (13.5,)}}


@pytest.mark.parametrize("folder", INVALID, ids=lambda folder: folder.name)
def test_everything_wrong_is_told_by_file_and_line(folder: Path) -> None:
    with pytest.raises(DefinitionError) as refusal:
        load_framework(folder)
    expected = (folder / "problems.txt").read_text(encoding="utf-8")
    assert str(refusal.value) + "\n" == expected
    assert refusal.value.problems == tuple(expected.splitlines())


@pytest.mark.parametrize("name", framework_names())
def test_the_packaged_frameworks_hold_no_contradiction(name: str) -> None:
    assert load_framework(name).id == name


def test_a_packaged_framework_is_loaded_once() -> None:
    assert load_framework("tht") is load_framework("tht") is load_packaged("tht")


def test_a_folder_is_read_afresh_because_somebody_may_be_editing_it(tmp_path: Path) -> None:
    folder = _copy_of_valid(tmp_path)
    before = load_framework(str(folder))
    _edit(folder / "framework.yaml", 'version: "1"', 'version: "2"')
    assert (before.version, load_framework(folder).version) == ("1", "2")


def test_a_packaged_framework_loads_from_its_folder_too() -> None:
    folder = Path(str(files("tht_xl") / "definitions" / "tht"))
    assert load_framework(folder).model_dump() == load_framework("tht").model_dump()


def test_scalars_are_text_so_that_nothing_is_guessed(tmp_path: Path) -> None:
    folder = _copy_of_valid(tmp_path)
    _edit(folder / "framework.yaml", "{id: council, name: Council}", "{id: 007, name: no, kind: 1_000, note: ~}")
    (partner,) = load_framework(folder).partners
    assert (partner.id, partner.name, partner.kind, partner.note) == ("007", "no", "1_000", "~")


def test_a_blank_is_an_absent_value(tmp_path: Path) -> None:
    folder = _copy_of_valid(tmp_path)
    _edit(folder / "indicators.yaml", "      minimum: 12\n", "      minimum:\n      note: ''\n")
    target = load_framework(folder).indicators[0].target
    assert target is not None
    assert (target.minimum, target.note) == (None, "")


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(tmp_path: Path) -> None:
    folder = _copy_of_valid(tmp_path)
    for file in folder.glob("*.yaml"):
        file.write_bytes(b"\xef\xbb\xbf" + file.read_text(encoding="utf-8").replace("\n", "\r\n").encode())
    assert load_framework(folder).id == "example"


def test_a_list_may_be_split_over_files_and_its_lines_are_still_known(tmp_path: Path) -> None:
    folder = _copy_of_valid(tmp_path)
    (folder / "zones.yaml").write_text("# more\nareas:\n  - {id: ward, name: Ward, kind: ward, parent: twon}\n")
    with pytest.raises(DefinitionError) as refusal:
        load_framework(folder)
    assert refusal.value.problems == ("zones.yaml:3: unknown area 'twon'. Did you mean 'town'?",)


def test_files_that_are_no_definitions_are_left_alone(tmp_path: Path) -> None:
    folder = _copy_of_valid(tmp_path)
    (folder / "README.md").write_text("not: [yaml")
    (folder / "._framework.yaml").write_bytes(b"\x00\x05\x16\x07")
    assert load_framework(folder).id == "example"


@pytest.mark.parametrize(
    "edits",
    [
        {"baseline: 14": "baseline: 9\n      kind: ceiling"},
        {"minimum: 12": "minimum: 10"},
        {"polarity: low": "polarity: high", "minimum: 12": "minimum: 10", "baseline: 14": "baseline: 10"},
        {"polarity: low": "polarity: high", "value: 10\n": "value: 100\n", "baseline: 14": "baseline: 0"},
        {"baseline: 14": "baseline: 100", "value: 10\n": "value: 0\n"},
        {"path: linear": "path: geometric"},
        {"2023/24": "by Mar 2026"},
        {"disclosure: published": "disclosure: published\n    rating: tolerance\n    tolerance: 0.05"},
        {"measure: proportion": "measure: rate", "baseline: 14": "baseline: 140"},
    ],
)
def test_what_only_touches_a_limit_is_accepted(tmp_path: Path, edits: dict[str, str]) -> None:
    folder = _copy_of_valid(tmp_path)
    for old, new in edits.items():
        _edit(folder / "indicators.yaml", old, new)
    assert load_framework(folder).indicators[0].target is not None


def test_limits_may_touch_their_value(tmp_path: Path) -> None:
    folder = _copy_of_valid(tmp_path)
    _edit(folder / "published.yaml", "[14, 13, 15]", "[0, 0, 15]")
    _edit(folder / "published.yaml", "13.5", "[100, 96, 100]")
    assert load_framework(folder).published[0].values["town"]["2021/22"] == (100, 96, 100)


def test_a_name_that_no_framework_has_is_refused_with_the_nearest() -> None:
    with pytest.raises(UnknownNameError, match=r"^unknown framework 'thr'\. Did you mean 'tht'\?$"):
        load_framework("thr")
    with pytest.raises(UnknownNameError, match=r"^unknown framework '\.\./tht'"):
        load_packaged("../tht")


def test_text_that_is_no_packaged_name_is_a_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(HERE)
    assert load_framework("valid").id == load_framework("./valid").id == "example"


def test_the_example_in_the_documentation_is_a_framework(tmp_path: Path) -> None:
    page = (HERE.parents[1] / "docs" / "definitions.md").read_text(encoding="utf-8")
    example = page.partition("```yaml\n")[2].partition("```")[0]
    (tmp_path / "example.yaml").write_text(example, encoding="utf-8")
    assert load_framework(tmp_path).indicators[0].id == "smoking"


def test_a_path_that_is_no_folder_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "framework.yaml"
    file.write_text("id: x")
    remedy = r"Give the folder that holds a framework's YAML files$"
    for path in (tmp_path / "nowhere", str(tmp_path / "nowhere"), file, str(file)):
        with pytest.raises(DefinitionError, match=r"is not a folder that can be read \(.+\)\. " + remedy):
            load_framework(path)


def test_a_folder_without_definitions_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DefinitionError, match=r"has no YAML file in it\. A framework is a folder of \"\.yaml\" files"):
        load_framework(tmp_path)


def test_a_file_that_cannot_be_read_is_a_problem_like_others(tmp_path: Path) -> None:
    folder = _copy_of_valid(tmp_path)
    (folder / "areas.yaml").mkdir()
    (folder / "more.yaml").write_text("home: town\nhome: town\n")
    with pytest.raises(DefinitionError) as refusal:
        load_framework(folder)
    first, *others = refusal.value.problems
    assert first.startswith("areas.yaml: cannot be read (")
    assert others[0] == "more.yaml:1: home is already given in framework.yaml:4. Keep one of the two"


def _copy_of_valid(tmp_path: Path) -> Path:
    return Path(shutil.copytree(VALID, tmp_path / "example"))


def _edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")

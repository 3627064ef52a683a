"""The snapshot of the packaged definitions says what the files say, and is left alone where the files say more."""

import shutil
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import pytest

from tht_xl.errors import DefinitionError
from tht_xl.framework import load, snapshot
from tht_xl.framework.load import framework_names, load_framework
from tht_xl.framework.snapshot import SNAPSHOT, stored_field_names, stored_framework, stored_indicator, stored_statement
from tht_xl.framework.write_snapshot import MODELS, snapshot_text, write_snapshot
from tht_xl.functions import call
from tht_xl.model.fields import Definition
from tht_xl.model.periods.kind import PeriodKind
from tht_xl.model.periods.period import Period

PACKAGED = Path(str(load.definitions()))


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the packaged definitions that stands in their place, free to be edited."""
    folder = tmp_path / "definitions"
    shutil.copytree(PACKAGED, folder)

    def forget() -> None:
        load.load_packaged.cache_clear()
        load._framework_names.cache_clear()
        snapshot.forget()

    monkeypatch.setattr(load, "definitions", lambda: folder)
    forget()
    yield folder
    monkeypatch.undo()
    forget()


def plain(value: object) -> object:
    """Return a value with its type and all that it consists of, also what comparing leaves out."""
    if isinstance(value, Definition):
        return {name: plain(getattr(value, name)) for name in type(value).model_fields}
    if isinstance(value, snapshot.Stored):
        return {name: plain(each) for name, each in vars(value).items()}
    if isinstance(value, Period | PeriodKind):
        return type(value), asdict(value)
    if isinstance(value, tuple):
        return [plain(each) for each in value]
    return type(value), value


def test_the_snapshot_is_that_of_the_files() -> None:
    remedy = "a definition was changed: python -m tht_xl.framework.write_snapshot"
    assert (PACKAGED / SNAPSHOT).read_text("utf-8") == snapshot_text(), remedy


@pytest.mark.parametrize("name", framework_names())
def test_every_stored_definition_is_the_one_that_was_read(name: str) -> None:
    framework = load_framework(name)
    for indicator in framework.indicators:
        stored = stored_indicator(name, indicator.id)
        assert stored is not None
        assert (plain(stored), stored.label) == (plain(indicator), indicator.label)
        assert hash(stored) == hash(stored_indicator(name, f" {indicator.id.upper()} "))
    for statement in framework.statements:
        assert plain(stored_statement(name, statement.id)) == plain(statement)
    texts = {field: value for field, value in vars(framework).items() if isinstance(value, str)}
    assert {field: getattr(stored_framework(name), field) for field in texts} == texts


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_the_names_of_fields_are_those_of_the_class(model: type[Definition]) -> None:
    assert stored_field_names(model.__name__) == tuple(model.model_fields)


def test_what_is_not_there_is_left_to_the_files() -> None:
    assert stored_indicator("tht", "year-7-obesity") is None
    assert stored_indicator("elsewhere", "year-6-obesity") is None
    assert stored_statement("tht", "year-6-obesity") is None
    assert stored_framework("elsewhere") is None
    assert stored_field_names("Area") is None


def test_a_stored_definition_cannot_be_changed() -> None:
    with pytest.raises(AttributeError, match="name of a definition cannot be changed"):
        stored_indicator("tht", "year-6-obesity").name = "x"  # type: ignore[union-attr,misc]


def edit(folder: Path, before: str, after: str) -> None:
    changed = 0
    for file in (folder / "tht").glob("*.yaml"):
        text = file.read_text("utf-8")
        changed += text.count(before)
        file.write_text(text.replace(before, after), "utf-8", newline="\n")
    assert changed == 1


LABEL = "Year 6 obesity"


def test_an_edited_definition_counts(copied: Path) -> None:
    edit(copied, f"short_name: {LABEL}", "short_name: Renamed")
    assert stored_indicator("tht", "year-6-obesity") is None
    assert call("THT_INDICATOR", "year-6-obesity", "short name") == "Renamed"
    assert stored_indicator("strategy-2009", "life-expectancy-male") is not None


def test_an_added_file_counts(copied: Path) -> None:
    assert stored_indicator("tht", "year-6-obesity") is not None
    snapshot.forget()
    (copied / "tht" / "more.yaml").write_text("statements: []\n", "utf-8")
    assert stored_indicator("tht", "year-6-obesity") is None
    assert call("THT_INDICATOR", "year-6-obesity", "short name") == LABEL


def test_a_removed_file_counts(copied: Path) -> None:
    (copied / "tht" / "domains.yaml").unlink()
    assert stored_indicator("tht", "year-6-obesity") is None
    assert call("THT_INDICATOR", "year-6-obesity", "short name") == "#VALUE!"


def test_an_edit_that_contradicts_itself_is_refused(copied: Path) -> None:
    edit(copied, f"short_name: {LABEL}", "shrt_name: Renamed")
    assert call("THT_VALUE", "year-6-obesity", 920, 3280) == "#VALUE!"
    assert "shrt_name" in str(call("THT_NOTE", "THT_VALUE", "year-6-obesity", 920, 3280))
    with pytest.raises(DefinitionError, match="shrt_name"):
        snapshot_text()


def test_two_files_do_not_pass_for_one_another(copied: Path) -> None:
    folder = copied / "tht"
    before = snapshot.digest(folder)
    (folder / "domains.yaml").rename(folder / "domain.yaml")
    assert snapshot.digest(folder) != before


def test_line_ends_of_a_checkout_on_windows_are_no_edit(copied: Path) -> None:
    for file in (copied / "tht").iterdir():
        file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert stored_indicator("tht", "year-6-obesity") is not None


@pytest.mark.parametrize("content", [None, b"", b'{"fields": {', b"\xff\xfe"])
def test_without_a_snapshot_the_files_are_read(copied: Path, content: bytes | None) -> None:
    (copied / SNAPSHOT).unlink()
    if content is not None:
        (copied / SNAPSHOT).write_bytes(content)
    assert stored_indicator("tht", "year-6-obesity") is None
    assert call("THT_INDICATOR", "year-6-obesity", "short name") == LABEL
    assert call("THT_FRAMEWORK", "home") == "tower-hamlets"


def test_a_column_of_formulas_reads_the_files_once(monkeypatch: pytest.MonkeyPatch) -> None:
    first = stored_indicator("tht", "year-6-obesity")
    monkeypatch.setattr(snapshot, "digest", lambda _: pytest.fail("the files were read again"))
    assert stored_indicator("tht", "year-6-obesity") is first
    assert stored_statement("tht", "healthy-choices") is not None


def test_a_field_that_is_not_a_text_comes_from_the_files() -> None:
    shown = str(call("THT_FRAMEWORK", "domains"))
    assert shown.count(";") == len(load_framework("tht").domains) - 1


def test_a_snapshot_written_anew_is_that_of_the_edited_files(copied: Path) -> None:
    edit(copied, f"short_name: {LABEL}", "short_name: Renamed")
    write_snapshot()
    snapshot.forget()
    stored = stored_indicator("tht", "year-6-obesity")
    assert stored is not None
    assert stored.label == "Renamed"
    assert b"\r" not in (copied / SNAPSHOT).read_bytes()

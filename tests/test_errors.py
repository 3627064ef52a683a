"""The family of exceptions: one line that says what, where and what to do."""

import pickle

import pytest

from tht_xl.errors import (
    AmbiguousNameError,
    ConfigError,
    DefinitionError,
    DomainError,
    MissingExtraError,
    PeriodError,
    SheetError,
    ThtError,
    UnknownNameError,
    WorkbookError,
)


@pytest.mark.parametrize(
    ("where", "remedy", "line"),
    [
        ("", "", "count is -1"),
        ("Data!C14", "", "Data!C14: count is -1"),
        ("", "Clear the row", "count is -1. Clear the row"),
        ("Data!C14", "Clear the row", "Data!C14: count is -1. Clear the row"),
    ],
)
def test_the_line_says_what_where_and_what_to_do(where: str, remedy: str, line: str) -> None:
    error = ThtError("count is -1", where=where, remedy=remedy)
    assert (str(error), error.message, error.where, error.remedy) == (line, "count is -1", where, remedy)


@pytest.mark.parametrize(
    ("given", "known", "line", "nearest"),
    [
        ("obesty", ["obesity", "rate"], "unknown indicator 'obesty'. Did you mean 'obesity'?", "obesity"),
        ("ENGLND", ["England"], "unknown indicator 'ENGLND'. Did you mean 'England'?", "England"),
        # Of two spellings of one name the first is proposed.
        ("englnd", ["england", "England"], "unknown indicator 'englnd'. Did you mean 'england'?", "england"),
        ("zzz", ["b", "a"], "unknown indicator 'zzz'. Known: b, a", ""),
        ("zzz", list("abcdef"), "unknown indicator 'zzz'. Known: a, b, c, d, e, f", ""),
        ("zzz", list("abcdefgh"), "unknown indicator 'zzz'. Known: a, b, c, d, e, f and 2 more", ""),
        ("zzz", [], "unknown indicator 'zzz'. None is defined", ""),
        ("q" * 101, [], f"unknown indicator '{'q' * 100}'. None is defined", ""),
    ],
)
def test_an_unknown_name_proposes_another(given: str, known: list[str], line: str, nearest: str) -> None:
    error = UnknownNameError("indicator", given, known)
    assert (str(error), error.nearest) == (line, nearest)


def test_an_unknown_name_says_where_it_stands() -> None:
    assert str(UnknownNameError("area", "x", [], where="a.yaml:3")) == "a.yaml:3: unknown area 'x'. None is defined"


def test_an_ambiguous_name_lists_the_ids() -> None:
    error = AmbiguousNameError("area", "Bow", ["ward-2002", "ward-2014"], where="a.yaml:3")
    expected = "a.yaml:3: area 'Bow' can be any of 2. Write the id of the one you mean: ward-2002, ward-2014"
    assert (str(error), error.nearest) == (expected, "ward-2002")


def test_a_definition_error_has_all_problems_or_is_its_own() -> None:
    assert DefinitionError("two", problems=("a.yaml:1: x", "a.yaml:2: y")).problems == ("a.yaml:1: x", "a.yaml:2: y")
    assert DefinitionError("no file", where="a", remedy="Add one").problems == ("a: no file. Add one",)


def test_a_missing_extra_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tht_xl.errors.install_command", lambda extras: f"pip install {list(extras)}")
    assert str(MissingExtraError("sheets", "gspread")) == (
        "gspread (extra sheets) is not installed. Install it with: pip install ['sheets']"
    )
    assert str(MissingExtraError("cli,report", "rich, Jinja2")) == (
        "rich, Jinja2 (extras cli, report) are not installed. Install it with: pip install ['cli', 'report']"
    )
    assert str(MissingExtraError("", "numpy", because="no DLL")) == (
        "numpy cannot be loaded (no DLL). Install it again with: pip install --force-reinstall []"
    )


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (DomainError("x"), ValueError),
        (PeriodError("x"), ValueError),
        (UnknownNameError("area", "x", ["y"]), KeyError),
        (AmbiguousNameError("area", "x", ["y", "z"]), UnknownNameError),
        (DefinitionError("x", problems=("p",)), ThtError),
        (WorkbookError("x"), ThtError),
        (SheetError("x", where="w", remedy="r"), ThtError),
        (ConfigError("x"), ThtError),
        (MissingExtraError("sheets", "gspread"), ImportError),
    ],
    ids=lambda each: type(each).__name__ if isinstance(each, ThtError) else each.__name__,
)
def test_each_is_caught_as_its_kind_and_crosses_process_borders(error: ThtError, kind: type[Exception]) -> None:
    assert isinstance(error, kind)
    assert isinstance(error, ThtError)
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes
    assert (type(again), str(again), again.__dict__) == (type(error), str(error), error.__dict__)

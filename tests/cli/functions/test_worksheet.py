"""Worksheet functions from the command line: the cells on standard output, why they are errors on standard error."""

from pathlib import Path

import pytest

from tht_xl.cli import main
from tht_xl.cli.functions.cells import is_plain_call
from tht_xl.cli.main import FINDINGS, FINE, code
from tht_xl.functions import call


@pytest.mark.parametrize(
    ("arguments", "out", "err"),
    [
        (["THT_PROPORTION", "-1", "2"], "#VALUE!\n", 'Numerator is "-1"; expected a number from 0 up.\n'),
        (["THT_RAG", "", "57", "high"], "#N/A\n", "Value is blank.\n"),
        (
            ["THT_PROPORTION", "[[1],[-1],[2],[-3],[-1]]", "[[2],[2],[2],[2],[2]]"],
            "50.0\n#VALUE!\n100.0\n#VALUE!\n#VALUE!\n",
            "row 2: Numerator is -1; expected a number from 0 up.\n"
            "row 4: Numerator is -3; expected a number from 0 up.\n",
        ),
        (
            ["THT_PROPORTION", "[[1],[2],[-4]]", "[[2],[2],[2]]"],
            "50.0\n100.0\n#VALUE!\n",
            "row 3: Numerator is -4; expected a number from 0 up.\n",
        ),
        (
            ["THT_PROPORTION_CI", "-1", "2"],
            "#VALUE!\t#VALUE!\t#VALUE!\n",
            'Numerator is "-1"; expected a number from 0 up.\n',
        ),
    ],
)
def test_an_error_comes_with_its_reason_and_is_a_finding(
    arguments: list[str], out: str, err: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert code(["functions", "call", *arguments]) == FINDINGS
    assert capsys.readouterr() == (out, err)


@pytest.mark.parametrize("arguments", [["THT_RAG", "57", "57", "high"], ["THT_RAG", "[c]", "57", "high"]])
def test_a_value_or_a_symbol_is_fine(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert code(["functions", "call", *arguments]) == FINE
    assert capsys.readouterr().err == ""


def test_the_error_of_a_whole_range_is_said_once(capsys: pytest.CaptureFixture[str]) -> None:
    assert code(["functions", "call", "THT_TREND", "[[1],[-2],[3]]", "[[10],[10],[10]]", "low"]) == FINDINGS
    said = capsys.readouterr()
    assert said.out.startswith("#")
    assert said.err == f"{call('THT_NOTE', 'THT_TREND', [[1], [-2], [3]], [[10], [10], [10]], 'low')}\n"


def test_the_module_of_macros_is_printed_or_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert code(["functions", "vba"]) == FINE
    printed = capsys.readouterr().out
    assert "Function THT_RAG" in printed
    path = tmp_path / "tht.bas"
    assert code(["functions", "vba", "--out", str(path)]) == FINE
    assert "Function THT_RAG" in path.read_text(encoding="utf-8", errors="replace")
    assert code(["functions", "vba", "--out", str(path)]) == 2
    assert "is there already" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "plain"),
    [
        (["functions", "call", "THT_GAP", "-5", "-3.5", "high"], True),
        (["functions", "call", "THT_GAP", "-.5", "-1e-3", "-5%"], True),
        (["functions", "call", "THT_VERSION"], True),
        (["functions", "call"], False),
        (["functions", "call", "--help"], False),
        (["functions", "call", "THT_GAP", "-h"], False),
        (["functions", "call", "THT_GAP", "--", "5"], False),
        (["functions", "call", "THT_GAP", "-x"], False),
        (["functions", "show", "THT_GAP"], False),
        (["explain", "call"], False),
    ],
)
def test_a_call_without_options_needs_no_parser(arguments: list[str], plain: bool) -> None:
    assert is_plain_call(arguments) is plain


@pytest.mark.parametrize(
    "arguments",
    [
        ["THT_GAP", "-5", "-3.5", "high"],
        ["THT_PROPORTION", "[[1],[-1]]", "[[2],[2]]"],
        ["THT_RAG", "", "57", "high"],
        ["THT_RAGG", "1"],
        ["THT_RAG", "1"],
        ["THT_RAG", "[[1", "2", "low"],
        ["THT_VERSION"],
    ],
)
def test_the_short_way_and_the_parser_say_the_same(
    arguments: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    short = code(["functions", "call", *arguments]), capsys.readouterr()
    monkeypatch.setattr(main, "is_plain_call", lambda _: False)
    assert (code(["functions", "call", *arguments]), capsys.readouterr()) == short

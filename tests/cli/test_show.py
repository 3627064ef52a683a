"""What is drawn on the terminal."""

import io

import pytest

from tht_xl.cli import show


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_is_drawn_on_a_terminal_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    for stream, quiet, drawn in ((Terminal(), False, True), (Terminal(), True, False), (io.StringIO(), False, False)):
        monkeypatch.setattr("sys.stderr", stream)
        with show.progress(quiet=quiet) as notify:
            notify("Checking workbooks", 0, 3)
            notify("Checking workbooks", 3, 3)
        assert bool(stream.getvalue()) is drawn
        assert ("Checking workbooks" in stream.getvalue()) is drawn


def test_the_console_is_made_once_and_nothing_else_is_made_up() -> None:
    assert show.out is show.console()
    with pytest.raises(AttributeError, match="has no attribute 'nonsense'"):
        _ = show.nonsense  # pyright: ignore[reportAttributeAccessIssue]


@pytest.mark.parametrize(("number", "said"), [(0, "0 rows"), (1, "1 row"), (2, "2 rows"), (1234, "1,234 rows")])
def test_a_number_of_things(number: int, said: str) -> None:
    assert show.counted(number, "row") == said

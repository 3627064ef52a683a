import pytest
from hypothesis import given
from hypothesis import strategies as st

from tht_xl.rehearsal.spreadsheet.arithmetic import calculate


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("=4/2", 2),
        ("=3/2", 1.5),
        ("= 1 / 1024", 1 / 1024),
        ("=1+1", 2),
        ("=2^10", 1024),
        ("=-(2+3)*4", -20),
        ("=+5", 5),
        ("=2-3", -1),
        ("=0.1+0.2", 0.1 + 0.2),
        ("=10^14", 10**14),
        ("=10^15", 1e15),
        (f"={'1+' * 99}1", 100),
    ],
)
def test_arithmetic_on_numbers(formula: str, value: float) -> None:
    assert calculate(formula) == value


@pytest.mark.parametrize(
    "formula",
    [
        "=A1",
        "=SUM(1,2)",
        "=1/0",
        "=",
        "=2**3",
        "=7//2",
        "=9^9^9^9",
        "=(-8)^0.5",
        "=1 2",
        "=1e5",
        f"={'1+' * 100}1",
        "=1,2",
        "=()",
        "=1%",
        "=.",
        "=True",
        "=" + "(" * 150,
    ],
)
def test_everything_else_is_left_alone(formula: str) -> None:
    assert calculate(formula) is None


@given(st.text(alphabet="0123456789.+-*/^() ", max_size=40))
def test_no_formula_can_break_it(text: str) -> None:
    value = calculate("=" + text)
    assert value is None or isinstance(value, int | float)

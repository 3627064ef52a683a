"""What small areas give away together: none of them, and no total, may tell what one withholds."""

from collections.abc import Sequence

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tht_xl.evaluation.evaluate import evaluate
from tht_xl.framework.load import load_framework
from tht_xl.model.definition import Framework
from tht_xl.month.evaluating.areas import areas_to_withhold, with_reasons, with_symbols


def strict(rule: str, indicator: str = "year-6-obesity") -> Framework:
    framework = load_framework("tht")
    indicators = tuple(
        i.model_copy(update={"disclosure": rule}) if i.id == indicator else i for i in framework.indicators
    )
    return framework.model_copy(update={"indicators": indicators})


def wards() -> list[str]:
    return [area.id for area in load_framework("tht").areas if area.kind == "ward"]


def localities() -> list[str]:
    return [area.id for area in load_framework("tht").areas if area.kind == "locality"]


def table(areas: Sequence[str], counts: Sequence[float], base: float = 400) -> pd.DataFrame:
    return pd.DataFrame(
        {"indicator": "year-6-obesity", "area": areas, "period": "2022/23", "count": counts, "denominator": base}
    )


def test_a_small_ward_takes_another_with_it() -> None:
    observations = table(["tower-hamlets", *wards()[:4]], [75, 3, 12, 20, 40], 4000)
    assert areas_to_withhold(observations, strict("1-5")).tolist() == [False, True, True, False, False]


@pytest.mark.parametrize("rule", ["published", "round-5"])
def test_rules_that_withhold_nothing_withhold_nothing_here(rule: str) -> None:
    assert not areas_to_withhold(table(wards()[:3], [3, 12, 40]), strict(rule)).any()


def test_wards_without_small_counts_are_shown() -> None:
    assert not areas_to_withhold(table(wards()[:3], [30, 12, 40]), strict("1-5")).any()


def test_those_not_counted_are_protected_too() -> None:
    observations = table(wards()[:3], [397, 300, 200])
    assert areas_to_withhold(observations, strict("1-5")).tolist()[0]
    assert sum(areas_to_withhold(observations, strict("1-5"))) >= 2


def test_other_periods_and_indicators_are_left_alone() -> None:
    observations = pd.concat(
        [
            table(wards()[:4], [3, 12, 20, 40], 4000),
            table(wards()[:4], [30, 12, 20, 40], 4000).assign(period="2021/22"),
            table(wards()[:4], [3, 12, 20, 40], 4000).assign(indicator="employment-rate"),
        ],
        ignore_index=True,
    )
    assert areas_to_withhold(observations, strict("1-5")).tolist() == [True, True, *[False] * 10]


def test_of_two_kinds_of_area_only_the_coarser_is_shown_where_any_is_small() -> None:
    observations = table([*wards()[:5], *localities()[:2]], [3, 12, 20, 40, 30, 35, 70], 4000)
    assert areas_to_withhold(observations, strict("1-5")).tolist() == [*[True] * 5, False, False]
    fine = table([*wards()[:5], *localities()[:2]], [13, 12, 20, 40, 30, 45, 70], 4000)
    assert not areas_to_withhold(fine, strict("1-5")).any()


def test_missing_and_impossible_counts_cover_for_nobody() -> None:
    observations = table(wards()[:4], [3, float("nan"), -2, 40], 4000)
    assert areas_to_withhold(observations, strict("1-5")).tolist() == [True, False, False, True]


@pytest.mark.parametrize(
    ("counts", "withheld"),
    [
        ([0, 0, 0], [False, False, False]),
        ([3, 0, 40], [True, False, True]),
        ([3, 6, 0], [True, True, True]),
        ([3, 0, 0], [True, True, True]),
        ([0, 5, 6], [True, True, True]),
        ([3, 6, 7], [True, True, True]),
    ],
)
def test_where_the_total_would_have_to_go_every_area_goes(counts: list[float], withheld: list[bool]) -> None:
    """The total is out: of 3, 6 and 0 beside 9, the 6 and the 0 would tell the 3."""
    observations = table(wards()[: len(counts)], counts, 4000)
    assert areas_to_withhold(observations, strict("1-5")).tolist() == withheld


@given(st.lists(st.integers(0, 14), min_size=1, max_size=6))
def test_whoever_subtracts_from_the_total_thinks_every_small_count_possible(counts: list[int]) -> None:
    hidden = areas_to_withhold(table(wards()[: len(counts)], counts, 4000), strict("1-5")).tolist()
    assert all(is_hidden for is_hidden, count in zip(hidden, counts, strict=True) if 1 <= count <= 5)
    left = [count for is_hidden, count in zip(hidden, counts, strict=True) if is_hidden]
    if left and not all(hidden):
        # A 5 leaves something for each of the others, and so does every smaller count.
        assert sum(left) - 5 >= len(left) - 1


def test_what_is_not_counted_is_left_alone() -> None:
    """The three people asked are no count that the value is made of: the rule on counts has nothing to say."""
    framework = strict("1-5", "life-satisfaction")
    observations = table(wards()[:3], [3, 12, 40]).assign(indicator="life-satisfaction")
    assert not areas_to_withhold(observations, framework).any()


def test_what_is_withheld_beside_others_says_so_and_shows_nothing() -> None:
    framework = strict("1-5")
    observations = table(["tower-hamlets", *wards()[:4]], [75, 3, 12, 20, 40], 4000)
    withhold = areas_to_withhold(observations, framework)
    results = with_reasons(evaluate(with_symbols(observations, withhold), framework), withhold, framework)
    assert results["withheld"].tolist() == ["", "[c]", "[c]", "", ""]
    assert results["reason"].tolist()[1:3] == ["withheld: disclosure rule 1-5, beside other areas"] * 2
    assert results["sentence"].tolist()[2] == "Withheld: disclosure rule 1-5, beside other areas"
    assert results.loc[1:2, ["count", "denominator", "value", "lower", "upper"]].isna().all().all()
    assert results["value"].notna().tolist() == [True, False, False, True, True]


def test_a_symbol_of_the_source_keeps_the_source_s_reason() -> None:
    framework = strict("1-5")
    observations = table(wards()[:4], [3, 12, 20, 40], 4000).assign(symbol=["", "", "[x]", ""])
    withhold = areas_to_withhold(observations, framework)
    results = with_reasons(evaluate(with_symbols(observations, withhold), framework), withhold, framework)
    assert results["reason"].tolist()[2] == "not available from the source"


def test_a_remembered_row_of_a_given_up_area_or_indicator_stops_nothing() -> None:
    framework = strict("1-5")
    observations = table([*wards()[:4], "a-ward-of-old"], [3, 12, 20, 40, 50], 4000)
    observations = pd.concat([observations, table(wards()[:1], [3]).assign(indicator="gone")], ignore_index=True)
    withhold = areas_to_withhold(observations, framework)
    assert withhold.tolist() == [True, True, False, False, False, False]
    results = with_reasons(evaluate(with_symbols(observations, withhold), framework), withhold, framework)
    assert results["reason"].str.startswith("unknown").tolist() == [False] * 4 + [True] * 2


def test_no_observations_are_no_areas() -> None:
    empty = table([], [])
    assert len(areas_to_withhold(empty, strict("1-5"))) == 0

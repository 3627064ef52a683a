import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tht_xl.functions import REGISTRY, call
from tht_xl.stats.funnel import funnel_limits, funnel_significance

KINDS = ["proportion", "rate", "ratio"]
rows = st.lists(st.tuples(st.integers(0, 50), st.integers(50, 500)), min_size=2, max_size=12)


@pytest.mark.slow
@settings(max_examples=50, deadline=None)
@given(rows, st.sampled_from(KINDS))
def test_average_is_that_of_the_rows_that_count(given: list[tuple[int, int]], kind: str) -> None:
    counts, people = [[x] for x, _ in given], [[n] for _, n in given]
    spoilt = call("THT_FUNNEL", [*counts, [None], [5]], [*people, [10**6], ["#REF!"]], kind)
    expected = funnel_significance([x for x, _ in given], [n for _, n in given], kind).tolist()
    assert spoilt == [*([word] for word in expected), ["#N/A"], ["#REF!"]]


@settings(max_examples=50, deadline=None)
@given(st.integers(1, 1000), st.sampled_from(KINDS), st.sampled_from([0.95, 0.998]))
def test_limits(denominator: int, kind: str, confidence: float) -> None:
    average = {"proportion": 30, "rate": 2_000, "ratio": 100}[kind]
    lower, upper = funnel_limits(denominator, average, kind, confidence=confidence)
    assert call("THT_FUNNEL_LIMITS", denominator, average, kind, None, confidence) == [[float(lower), float(upper)]]


def test_default_multiplier_is_that_of_the_kind_in_each_row() -> None:
    shown = call("THT_FUNNEL_LIMITS", 100, [[30], [30_000], [30]], [["proportion"], ["rate"], ["ratio"]])
    given = call("THT_FUNNEL_LIMITS", 100, 30, [["proportion"], ["rate"], ["ratio"]], 100)
    assert shown[1] == pytest.approx([1000 * each for each in given[1]])  # type: ignore[index, operator]
    assert [shown[0], shown[2]] == [given[0], given[2]]  # type: ignore[index]


def test_average_given_in_some_rows() -> None:
    counts, people = [[20], [20], [60]], [[100], [100], [200]]
    words = call("THT_FUNNEL", counts, people, "proportion", [[None], [30], [None]])
    assert words == [["Not significant"], ["Low (95%)"], ["Not significant"]]


def test_all_words() -> None:
    counts = [[20], [34], [50], [66], [80]]
    words = call("THT_FUNNEL", counts, 100, "proportion", 50)
    assert isinstance(words, list)
    assert [row[0] for row in words] == [
        "Low (99.8%)",
        "Low (99.8%)",
        "Not significant",
        "High (99.8%)",
        "High (99.8%)",
    ]  # type: ignore[union-attr]
    assert call("THT_FUNNEL", [[39], [61]], 100, "proportion", 50) == [["Low (95%)"], ["High (95%)"]]


ALONE = "A single area is its own average; give the average, or all areas in one range."


def test_single_area_is_not_compared_with_itself() -> None:
    assert call("THT_FUNNEL", 20, 100, "rate") == "#NUM!"
    assert call("THT_NOTE", "THT_FUNNEL", 20, 100, "rate") == ALONE
    assert call("THT_FUNNEL", [[20], [None]], 100, "proportion") == [["#NUM!"], ["#N/A"]]
    said = call("THT_NOTE", "THT_FUNNEL", [[20], [None]], 100, "proportion")
    assert said == [[ALONE], ["Counts is blank; enter 0 if none occurred."]]
    assert call("THT_FUNNEL", 20, 10, "ratio") == "High (95%)"


@pytest.mark.parametrize("kind", ["rate", "ratio"])
def test_more_counted_than_people(kind: str) -> None:
    assert call("THT_FUNNEL", 300, 100, kind, 100, 100) == "High (99.8%)"


@pytest.mark.parametrize(
    ("arguments", "cell", "note"),
    [
        (
            ([[11], [5]], 10, "proportion", 50),
            "#VALUE!",
            "The count is above the denominator, which no proportion can be; check whether the two cells are swapped.",
        ),
        (([[0], [5]], [[0], [10]], "rate", 50), "#DIV/0!", "The denominator is 0; enter it, or clear the row."),
        (
            ([[1], [5]], 10, "proportion", [[101], [50]]),
            "#VALUE!",
            "The average of proportions is above the multiplier, as no proportion can be; check whether one of the two "
            "is a fraction and the other a percentage.",
        ),
        (
            ([[1], [5]], 10, [["rates"], ["rate"]], 50),
            "#VALUE!",
            "Kind is \"rates\"; did you mean 'rate'?",
        ),
        (
            ([[1], [5]], 10, [[None], ["rate"]], 50),
            "#N/A",
            'Kind is blank; write "proportion", "rate" or "ratio".',
        ),
    ],
)
def test_one_bad_row_spoils_one_row(arguments: tuple[object, ...], cell: str, note: str) -> None:
    shown, said = call("THT_FUNNEL", *arguments), call("THT_NOTE", "THT_FUNNEL", *arguments)
    assert shown[0] == [cell]  # type: ignore[index]
    assert str(shown[1][0]).endswith(("significant", "%)"))  # type: ignore[index]
    assert said == [[note], [REGISTRY["THT_FUNNEL"].method]]


def test_limits_of_an_impossible_average() -> None:
    assert call("THT_FUNNEL_LIMITS", 10, 101, "proportion") == [["#VALUE!", "#VALUE!"]]
    assert call("THT_FUNNEL_LIMITS", 10, 1.01, "proportion", 1) == [["#VALUE!", "#VALUE!"]]
    assert call("THT_FUNNEL_LIMITS", 10, 200, "rate", 100)[0][0] != "#VALUE!"  # type: ignore[index]

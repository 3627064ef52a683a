import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from tht_xl.frames.grouping.groups import group_rows
from tht_xl.frames.grouping.layout import BandLayout, lay_out
from tht_xl.frames.grouping.strata import strata_of

BANDS = ["0-4", "5-9", "10+"]


def laid_out(frame: pd.DataFrame, by: str | None = "area") -> BandLayout:
    strata = strata_of(frame, "band", argument="age_band")
    wanted = [(band, band.label) for band in strata_of(pd.DataFrame({"b": BANDS}), "b", argument="b").age_bands]
    return lay_out(group_rows(frame, by), strata, wanted)


@settings(max_examples=40)
@given(st.permutations([(area, band) for area in "zyx" for band in BANDS]))
def test_rows_find_their_place_in_any_order(rows: list[tuple[str, str]]) -> None:
    frame = pd.DataFrame(rows, columns=["area", "band"])
    layout = laid_out(frame)
    values = np.array([100 * "xyz".index(area) + BANDS.index(band) for area, band in rows], float)
    areas = list(dict.fromkeys(area for area, _ in rows))
    expected = [[100 * "xyz".index(area) + band for band in range(3)] for area in areas]
    assert layout.in_bands(values).tolist() == expected
    assert set(layout.reasons()) == {""}


def test_rows_in_order_already_are_not_copied() -> None:
    frame = pd.DataFrame({"area": ["a"] * 3 + ["b"] * 3, "band": ["0 to 4", "5-9 years", "10 and over"] * 2})
    layout, values = laid_out(frame), np.arange(6.0)
    assert layout.is_regular
    assert np.shares_memory(layout.in_bands(values), values)


def test_what_is_wrong_is_told_with_its_group() -> None:
    rows = [("a", "0-4"), ("a", "5-9"), ("b", "0-4"), ("b", "0 to 4"), ("b", "5-9"), ("b", "10+")]
    rows += [(None, "0-4"), (None, "5-9"), (None, "10+"), (None, "All ages"), ("d", "10+"), ("d", "2024-10-14")]
    layout = laid_out(pd.DataFrame(rows, columns=["area", "band"]))
    assert layout.reasons().tolist() == [
        "no row for age band '10+' (area 'a')",
        "2 rows for age band '0-4'; expected one (area 'b')",
        "unknown age band: \"All ages\" is not an age band (area '')",
        "unknown age band: the age band is a date (2024-10-14): the spreadsheet has turned "
        "\"10-14\" into one (area 'd')",
    ]


def test_many_missing_bands_are_counted() -> None:
    frame = pd.DataFrame({"band": ["90+"]})
    wanted = [(f"{n}", f"{n}") for n in range(6)]
    layout = lay_out(group_rows(frame, None), strata_of(frame, "band", argument="age_band"), wanted)
    assert layout.reasons().tolist() == ["unknown age band '90+'"]
    empty = lay_out(group_rows(frame, None), strata_of(frame, "band", argument="age_band"), [*wanted, ("x", "x")])
    assert empty.in_bands(np.array([1.0])).shape == (1, 7)

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tht_xl.stats.life_table import LifeTable, single_table


def test_a_table_is_filled_again_without_a_trace_of_the_last() -> None:
    table = LifeTable((0.0, 1.0, 5.0), areas=3)
    many = np.array([[1.0, 2.0, 50.0], [3.0, 0.0, 40.0], [0.0, 1.0, 9.0]])
    people = np.full((3, 3), 500.0)
    table.fill(many, people)
    first = table.expectancies.copy(), table.standard_errors.copy()
    table.fill(many[1:2], people[1:2])
    assert table.expectancies.shape == (3, 1)
    np.testing.assert_array_equal(table.expectancies[:, 0], first[0][:, 1])
    np.testing.assert_array_equal(table.standard_errors[:, 0], first[1][:, 1])


def test_one_open_band_lasts_as_long_as_its_deaths_are_rare() -> None:
    table = LifeTable((0.0,), areas=1)
    table.fill(np.array([[20]]), np.array([[1600]]))
    assert table.expectancies.tolist() == [[80.0]]
    # Var = 1 / (D M^2), M being the death rate.
    np.testing.assert_allclose(table.standard_errors, 80 / np.sqrt(20))


bands = st.lists(st.tuples(st.integers(0, 500), st.floats(0, 1e5)), min_size=1, max_size=21)


@given(bands, st.sampled_from([1.0, 5.0]))
def test_a_single_table_is_that_of_many_to_the_last_digit(rows: list[tuple[int, float]], width: float) -> None:
    deaths = [float(d) for d, _ in rows]
    deaths[-1] += 1
    people = [d + 1 + more for d, (_, more) in zip(deaths, rows, strict=True)]
    ages = tuple(width * band for band in range(len(rows)))
    table = LifeTable(ages, areas=1)
    table.fill(np.array([deaths]), np.array([people]))
    expectancies, errors = single_table(ages, deaths, people)
    np.testing.assert_array_equal(expectancies, table.expectancies[:, 0])
    np.testing.assert_array_equal(errors, table.standard_errors[:, 0])

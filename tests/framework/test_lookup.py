"""Finding indicators, statements and areas by what people call them."""

import gc
import pickle
from pathlib import Path
from weakref import ref

import pytest

from tht_xl.errors import AmbiguousNameError, UnknownNameError
from tht_xl.framework.load import load_framework
from tht_xl.framework.lookup import find_area, find_indicator, find_statement, resolve_indicator
from tht_xl.framework.once import once_for_each
from tht_xl.model.definition import Area, Framework

VALID = Path(__file__).parent / "valid"


@pytest.fixture
def framework() -> Framework:
    wards = tuple(
        Area.model_validate({"id": f"ward-{year}-bow", "name": "Bow", "kind": "ward", "code": f"E0{year}"})
        for year in (2002, 2014)
    )
    loaded = load_framework(VALID)
    alias = loaded.areas[1].model_copy(update={"code": "E09", "aliases": ("The Town", "Bow", "town")})
    return loaded.model_copy(update={"areas": (loaded.areas[0], alias, *wards)})


@pytest.mark.parametrize("given", ["smoking", " Smoking ", "SMOKING"])
def test_an_indicator_is_found_whatever_its_capitals(framework: Framework, given: str) -> None:
    assert find_indicator(framework, given).id == "smoking"


def test_an_unknown_indicator_names_the_nearest(framework: Framework) -> None:
    with pytest.raises(UnknownNameError, match=r"^unknown indicator 'smokers'\. Did you mean 'smoking'\?$") as refusal:
        find_indicator(framework, "smokers")
    assert refusal.value.nearest == "smoking"


def test_a_statement_is_found_or_the_nearest_is_named(framework: Framework) -> None:
    assert find_statement(framework, "Healthy").text == "I am healthy"
    with pytest.raises(UnknownNameError, match=r"^unknown statement 'health'\. Did you mean 'healthy'\?$"):
        find_statement(framework, "health")


def test_with_nothing_defined_nothing_is_proposed(framework: Framework) -> None:
    with pytest.raises(UnknownNameError, match=r"^unknown statement 'x'\. None is defined$"):
        find_statement(framework.model_copy(update={"statements": ()}), "x")


@pytest.mark.parametrize("given", ["town", "Town", "THE  TOWN ", "e09"])
def test_an_area_is_found_by_id_code_name_or_alias(framework: Framework, given: str) -> None:
    assert find_area(framework, given).id == "town"


def test_an_area_that_shares_its_name_is_found_by_id_or_code(framework: Framework) -> None:
    assert find_area(framework, "ward-2002-bow").id == find_area(framework, "E02002").id == "ward-2002-bow"
    with pytest.raises(AmbiguousNameError) as refusal:
        find_area(framework, "Bow")
    assert str(refusal.value) == (
        "area 'Bow' can be any of 3. Write the id of the one you mean: town, ward-2002-bow, ward-2014-bow"
    )


def test_an_unknown_area_names_the_nearest_as_it_is_written(framework: Framework) -> None:
    with pytest.raises(UnknownNameError, match=r"^unknown area 'Contry'\. Did you mean 'country'\?$"):
        find_area(framework, "Contry")
    with pytest.raises(UnknownNameError, match=r"^unknown area ''\."):
        find_area(framework, "")


def test_each_framework_has_its_own_areas(framework: Framework) -> None:
    find_area(framework, "town")
    other = framework.model_copy(update={"areas": framework.areas[:1]})
    with pytest.raises(UnknownNameError):
        find_area(other, "town")


def test_what_is_made_of_a_framework_is_made_once_and_goes_with_it() -> None:
    class Made:
        pass

    @once_for_each
    def make(_: Framework) -> Made:
        return Made()

    framework = load_framework(VALID)
    made = make(framework)
    assert make(framework) is made
    assert make(load_framework(VALID)) is not made
    kept = ref(made)
    del framework, made
    gc.collect()
    assert kept() is None


def test_an_indicator_without_prefix_is_in_the_default_framework() -> None:
    framework, indicator = resolve_indicator("reception-obesity")
    assert (framework.id, indicator.id) == ("tht", "reception-obesity")


def test_a_prefix_names_the_framework() -> None:
    framework, indicator = resolve_indicator(" Strategy-2009 : Life-Expectancy-Male")
    assert (framework.id, indicator.id) == ("strategy-2009", "life-expectancy-male")


@pytest.mark.parametrize("given", ["thr:reception-obesity", "../tht:reception-obesity", ":reception-obesity"])
def test_a_prefix_that_names_no_packaged_framework_is_refused(given: str) -> None:
    with pytest.raises(UnknownNameError, match="unknown framework"):
        resolve_indicator(given)


def test_a_page_pasted_into_a_cell_gives_a_short_message() -> None:
    with pytest.raises(UnknownNameError) as refusal:
        resolve_indicator("x" * 100_000)
    assert len(str(refusal.value)) < 400


@pytest.mark.parametrize("error", [UnknownNameError("area", "x", ["y"]), AmbiguousNameError("area", "x", ["y", "z"])])
def test_errors_cross_process_borders(error: UnknownNameError) -> None:
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes
    assert (type(again), str(again), again.nearest) == (type(error), str(error), error.nearest)

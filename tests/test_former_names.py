from importlib import import_module

import pytest

from tht_xl.former_names import FORMER_NAMES


@pytest.mark.parametrize(("former", "name"), FORMER_NAMES.items())
def test_a_former_name_gives_the_same_things_and_says_the_new_one(former: str, name: str) -> None:
    with pytest.warns(DeprecationWarning, match=f"^{former} is {name}$"):
        old = import_module(former)
    new = vars(import_module(name))
    public = {key for key in new if not key.startswith("_")}
    assert public
    assert all(vars(old)[key] is new[key] for key in public)


def test_other_names_are_unknown_as_ever() -> None:
    with pytest.raises(ModuleNotFoundError, match=r"tht_xl\.monitoring\.nothing"):
        import_module("tht_xl.monitoring.nothing")

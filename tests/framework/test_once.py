"""What is made of a framework once."""

import gc
from weakref import ref

from tht_xl.framework.load import load_framework
from tht_xl.framework.once import once_for_each
from tht_xl.model.definition import Framework


def test_it_is_made_once_for_each_framework_and_goes_with_it() -> None:
    made: list[str] = []

    @once_for_each
    def name_of(framework: Framework) -> str:
        made.append(framework.name)
        return framework.name

    framework = load_framework("tht")
    other = framework.model_copy(update={"name": "Another"})
    assert [name_of(each) for each in (framework, other, framework, other)] == [framework.name, "Another"] * 2
    assert made == [framework.name, "Another"]
    # Its identity may be given to a framework that comes after it, whose name is another.
    del other
    gc.collect()
    afterwards = framework.model_copy(update={"name": "A third"})
    assert name_of(afterwards) == "A third"


def test_nothing_is_kept_of_a_framework_that_is_gone() -> None:
    class Made: ...

    made = once_for_each(lambda _: Made())
    framework = load_framework("tht").model_copy()
    thing = ref(made(framework))
    assert made(framework) is thing()
    del framework
    gc.collect()
    assert thing() is None

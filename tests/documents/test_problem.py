"""What is wrong with a definition, told at once."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tht_xl.documents.definition_file import definition_bytes
from tht_xl.documents.problem import Problem, refusal_of
from tht_xl.errors import DefinitionError
from tht_xl.partnership.plans.status_rules import load_status_rules
from tht_xl.templates.load import load_template
from tht_xl.templates.mapping import load_mapping
from tht_xl.templates.registers import filled_register


def test_problems_are_told_in_the_order_of_files_and_lines_each_once() -> None:
    late, early = Problem("b.yaml", 2, "a slip"), Problem("a.yaml", 14, "another", "Mend it")
    refusal = refusal_of([late, early, late])
    assert refusal.problems == ("a.yaml:14: another. Mend it", "b.yaml:2: a slip")
    assert refusal.message == "a.yaml:14: another. Mend it\nb.yaml:2: a slip"


@pytest.mark.parametrize("read", [definition_bytes, load_template, load_mapping, filled_register, load_status_rules])
def test_a_definition_that_is_not_there_is_named_with_its_path(read: Callable[[Path], object], tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    with pytest.raises(DefinitionError) as caught:
        read(path)
    assert str(caught.value) == f"{path}: cannot be read (No such file or directory). Check the path"

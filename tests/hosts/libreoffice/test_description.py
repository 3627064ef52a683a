"""What LibreOffice is told about the functions."""

import json

from tht_xl.functions import REGISTRY
from tht_xl.hosts.libreoffice.description import CELLS, catalogue, method_name, stored_name, type_library


def test_every_function_has_a_method_of_its_own() -> None:
    assert len({stored_name(method_name(name)) for name in (*REGISTRY, CELLS)}) == len(REGISTRY) + 1


def test_every_argument_is_declared() -> None:
    lines = [line.split("(", 1) for line in type_library().splitlines() if "[in]" in line or "()" in line]
    declared = {start.split()[-1]: arguments.count("[in]") for start, arguments in lines}
    expected = {method_name(name): len(function.arguments) for name, function in REGISTRY.items()}
    assert declared == expected | {CELLS: 2}


def test_every_function_and_every_argument_has_its_help() -> None:
    described = {each["name"]: each for each in json.loads(catalogue())["functions"]}
    assert list(described) == list(REGISTRY)
    for name, function in REGISTRY.items():
        assert described[name]["help"] == function.help
        assert [each["help"] for each in described[name]["arguments"]] == [each.help for each in function.arguments]

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tht_xl.errors import DomainError, UnknownNameError
from tht_xl.functions import REGISTRY, catalogue
from tht_xl.functions.engine.arguments import number
from tht_xl.functions.engine.calling import Raw
from tht_xl.functions.engine.function import ArgumentsRule, WorksheetFunction
from tht_xl.functions.engine.outcome import Outcome
from tht_xl.functions.engine.registry import find_function, worksheet_function
from tht_xl.functions.engine.rowwise import RowWise
from tht_xl.functions.homes import HOMES

SIGNATURES = """
THT_PROPORTION(numerator, denominator, [multiplier=100])
THT_PROPORTION_CI(numerator, denominator, [multiplier=100], [confidence=0.95])
THT_RATE(count, denominator, [multiplier=100000])
THT_RATE_CI(count, denominator, [multiplier=100000], [confidence=0.95])
THT_MEAN(values)
THT_MEAN_CI(values, [confidence=0.95])
THT_DSR(counts, populations, standard, [age_bands], [multiplier=100000])
THT_DSR_CI(counts, populations, standard, [age_bands], [multiplier=100000], [confidence=0.95])
THT_ISR(counts, populations, reference_counts, reference_populations, [multiplier=100000])
THT_ISR_CI(counts, populations, reference_counts, reference_populations, [multiplier=100000], [confidence=0.95])
THT_ISRATIO(counts, populations, reference_counts, reference_populations, [scale=100])
THT_ISRATIO_CI(counts, populations, reference_counts, reference_populations, [scale=100], [confidence=0.95])
THT_LIFE_EXPECTANCY(deaths, populations, [age_starts], [at_age=0])
THT_LIFE_EXPECTANCY_CI(deaths, populations, [age_starts], [at_age=0], [confidence=0.95])
THT_SII(values, standard_errors, populations, [multiplier=1])
THT_SII_CI(values, standard_errors, populations, [multiplier=1], [confidence=0.95])
THT_RII(values, standard_errors, populations)
THT_RII_CI(values, standard_errors, populations, [confidence=0.95])
THT_QUANTILE(values, [quantiles=10], [polarity="high"])
THT_FUNNEL_LIMITS(denominators, average, kind, [multiplier], [confidence=0.95])
THT_FUNNEL(counts, denominators, kind, [average], [multiplier])
THT_BENCHMARK(value, lower, upper, comparator, polarity, [lower_998], [upper_998])
THT_TREND(counts, denominators, polarity, [periods])
THT_TREND_VALUES(values, lowers, uppers, polarity, [periods])
THT_CHANGE(value, lower, upper, previous_value, previous_lower, previous_upper, polarity)
THT_SPC(values, polarity, [target], [rules="plotthedots"])
THT_SPC_VARIATION(values, polarity, [rules="plotthedots"])
THT_SPC_ASSURANCE(values, target, polarity, [rules="plotthedots"])
THT_RAG(value, target, polarity, [minimum])
THT_RAG_TOLERANCE(value, target, polarity, tolerance)
THT_GAP(value, target, polarity)
THT_PEOPLE_TO_TARGET(count, denominator, target, polarity, [multiplier=100])
THT_TARGET_AT(baseline, baseline_date, target, target_date, date, [path="linear"])
THT_DIRECTION(value, previous, polarity, [tolerance=0])
THT_REQUIRED_CHANGE(value, date, target, target_date)
THT_PROJECT(dates, values, at_date)
THT_PROJECT_CI(dates, values, at_date, [confidence=0.95])
THT_TARGET_DATE(dates, values, target, polarity)
THT_INDICATOR(indicator, field)
THT_VALUE(indicator, count, [denominator])
THT_VALUE_CI(indicator, count, [denominator], [confidence=0.95])
THT_TARGET(indicator, period)
THT_STATUS(indicator, value, period, [lower], [upper], [previous])
THT_STATEMENT(statement, [field="text"])
THT_FRAMEWORK([field="version"])
THT_VERSION()
THT_SUPPRESS(counts, rule, [totals])
THT_ROUND(counts, [base=5])
THT_NOTE(function, [args...])
"""


AGGREGATES = {
    *("THT_MEAN", "THT_MEAN_CI", "THT_DSR", "THT_DSR_CI", "THT_ISR", "THT_ISR_CI", "THT_ISRATIO", "THT_ISRATIO_CI"),
    *("THT_LIFE_EXPECTANCY", "THT_LIFE_EXPECTANCY_CI", "THT_SII", "THT_SII_CI", "THT_RII", "THT_RII_CI"),
    *("THT_TREND", "THT_TREND_VALUES", "THT_SPC_VARIATION", "THT_SPC_ASSURANCE"),
    *("THT_PROJECT", "THT_PROJECT_CI", "THT_TARGET_DATE"),
}


def test_names_and_arguments_never_change() -> None:
    assert [function.signature for function in REGISTRY.values()] == SIGNATURES.split("\n")[1:-1]


@pytest.mark.parametrize("function", list(REGISTRY.values()), ids=lambda function: function.name)
def test_everything_is_said(function: WorksheetFunction) -> None:
    assert re.fullmatch(r"THT(_[A-Z0-9]+)+", function.name)
    for sentence in (function.help, function.method, function.source, *(a.help for a in function.arguments)):
        assert re.fullmatch(r"[A-Z].*\.", sentence, re.DOTALL), sentence
    assert all(0 < len(argument.help) <= 255 for argument in function.arguments)
    assert function.examples or not function.arguments
    assert function.native, "a closed form, or the reason why there is none"


def test_aggregates_say_so() -> None:
    assert {f.name for f in REGISTRY.values() if f.calling.one_result} == AGGREGATES
    assert all(
        any(a.series for a in f.arguments) == (not isinstance(f.calling, RowWise | Raw)) for f in REGISTRY.values()
    )


def test_find_in_any_case() -> None:
    assert find_function(" tht_rag ").name == "THT_RAG"


def test_unknown_function() -> None:
    with pytest.raises(UnknownNameError, match=r"unknown function 'THT_RAGG'\. Did you mean 'THT_RAG'\?"):
        find_function("THT_RAGG")


@pytest.mark.parametrize(
    ("name", "given", "message"),
    [
        ("THT_RAG", 2, "THT_RAG takes 3 to 4 arguments; 2 given. Write THT_RAG(value, target, polarity, [minimum])"),
        ("THT_GAP", 4, "THT_GAP takes 3 arguments; 4 given. Write THT_GAP(value, target, polarity)"),
        ("THT_VERSION", 1, "THT_VERSION takes 0 arguments; 1 given. Write THT_VERSION()"),
        ("THT_NOTE", 0, "THT_NOTE takes at least 1 argument; 0 given. Write THT_NOTE(function, [args...])"),
    ],
)
def test_wrong_number_of_arguments(name: str, given: int, message: str) -> None:
    with pytest.raises(DomainError) as refused:
        REGISTRY[name].check_number_of_arguments(given)
    assert str(refused.value) == message


def _register(name: str, *arguments: str, **options: Any) -> None:
    worksheet_function(
        name,
        *(number(each, "X.", optional=each.startswith("_")) for each in arguments),
        help="X.",
        method="X.",
        category="Statistics",
        source="X.",
        examples=(),
        **options,
    )(lambda: None)


def test_mistakes_in_a_registration() -> None:
    assert REGISTRY["THT_RAG"]
    with pytest.raises(ValueError, match="THT_RAG is registered twice"):
        _register("THT_RAG")
    with pytest.raises(ValueError, match="THT_X has no argument z"):
        _register("THT_X", "y", rules=(ArgumentsRule(("z",), bool, Outcome.INVALID, "x"),))
    with pytest.raises(ValueError, match="THT_X has a required argument after an optional one"):
        _register("THT_X", "_y", "z")
    with pytest.raises(ValueError, match=r"THT_X is not listed under .*test_registry in tht_xl\.functions\.homes"):
        _register("THT_X", "y")
    assert "THT_X" not in REGISTRY


def test_every_function_is_listed_with_its_module_and_in_the_order_of_the_module() -> None:
    for name, home in HOMES.items():
        assert REGISTRY[name].python.__module__ == home
    modules = {each.stem for each in Path(catalogue.__file__).parent.glob("*.py")}
    written = {module: _names_registered_in(module) for module in modules}
    listed: dict[str, list[str]] = {}
    for name, home in HOMES.items():
        listed.setdefault(home.removeprefix("tht_xl.functions.catalogue."), []).append(name)
    assert listed == {module: names for module, names in written.items() if names}


def _names_registered_in(module: str) -> list[str]:
    """Names in the module's decorators, as written."""
    source = (Path(catalogue.__file__).parent / f"{module}.py").read_text(encoding="utf-8")
    return re.findall(r'^@(?:worksheet_function|_declare)\(\s*"(\w+)"', source, flags=re.MULTILINE)


def test_asking_for_one_function_imports_its_module_alone() -> None:
    code = (
        "import sys; from tht_xl.functions import REGISTRY; from tht_xl.functions.homes import HOMES; "
        "REGISTRY['THT_QUANTILE']; print(sorted(set(sys.modules) & set(HOMES.values())))"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "['tht_xl.functions.catalogue.quantile']"

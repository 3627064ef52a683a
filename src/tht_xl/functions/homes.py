"""Which module each worksheet function is in: the one list of them, in the order they have everywhere.

A module is imported when one of its functions is asked for: a single call loads one module. A new function
is a line here, a decorated function in the module, and its test.
"""

from types import MappingProxyType

_MODULES: dict[str, tuple[str, ...]] = {
    "statistics": (
        "THT_PROPORTION",
        "THT_PROPORTION_CI",
        "THT_RATE",
        "THT_RATE_CI",
    ),
    "mean": (
        "THT_MEAN",
        "THT_MEAN_CI",
    ),
    "directly_standardised": (
        "THT_DSR",
        "THT_DSR_CI",
    ),
    "indirectly_standardised": (
        "THT_ISR",
        "THT_ISR_CI",
        "THT_ISRATIO",
        "THT_ISRATIO_CI",
    ),
    "life_expectancy": (
        "THT_LIFE_EXPECTANCY",
        "THT_LIFE_EXPECTANCY_CI",
    ),
    "inequality": (
        "THT_SII",
        "THT_SII_CI",
        "THT_RII",
        "THT_RII_CI",
    ),
    "quantile": ("THT_QUANTILE",),
    "funnel": (
        "THT_FUNNEL_LIMITS",
        "THT_FUNNEL",
    ),
    "reading": (
        "THT_BENCHMARK",
        "THT_TREND",
        "THT_TREND_VALUES",
    ),
    "change": ("THT_CHANGE",),
    "process": (
        "THT_SPC",
        "THT_SPC_VARIATION",
        "THT_SPC_ASSURANCE",
    ),
    "targets": (
        "THT_RAG",
        "THT_RAG_TOLERANCE",
        "THT_GAP",
        "THT_PEOPLE_TO_TARGET",
        "THT_TARGET_AT",
        "THT_DIRECTION",
    ),
    "projections": (
        "THT_REQUIRED_CHANGE",
        "THT_PROJECT",
        "THT_PROJECT_CI",
        "THT_TARGET_DATE",
    ),
    "indicators": (
        "THT_INDICATOR",
        "THT_VALUE",
        "THT_VALUE_CI",
        "THT_TARGET",
        "THT_STATUS",
    ),
    "framework": (
        "THT_STATEMENT",
        "THT_FRAMEWORK",
        "THT_VERSION",
    ),
    "disclosure": (
        "THT_SUPPRESS",
        "THT_ROUND",
    ),
    "note": ("THT_NOTE",),
}
HOMES = MappingProxyType(
    {name: f"tht_xl.functions.catalogue.{module}" for module, names in _MODULES.items() for name in names}
)
"""The module of each function, by the function's name."""

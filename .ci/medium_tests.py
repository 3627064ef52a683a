"""Write the list of tests that take neither long nor nothing, from a run of the fast tests.

    python -m pytest -m "not slow and not hosts" --junitxml=times.xml
    python .ci/medium_tests.py times.xml

A test function is on the list where one of its cases takes MAX_CASE or more, or where its cases are many and not quick.
`just test-fast` leaves the list out, so that it takes less than a minute; the project's own check does not.
"""

import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from xml.etree import ElementTree

LIST = Path(__file__).parents[1] / "tests" / "medium.txt"
MAX_CASE = 0.04
"""From here on a case takes long for a test of the fast lane. [seconds]"""
MAX_SUM, MAX_MEAN = 0.15, 0.01
"""From here on all cases of a test together, and one of them on average, do. [seconds]"""


def main() -> None:
    """Write the list from a file of pytest's."""
    names = sorted({*_named(ElementTree.parse(sys.argv[1]).getroot())})  # noqa: S314 - pytest has just written it
    LIST.write_text("".join(f"{name}\n" for name in names), encoding="utf-8")
    print(f"{len(names)} test functions in {LIST.name}")  # noqa: T201


def _named(report: ElementTree.Element) -> Iterator[str]:
    times: defaultdict[str, list[float]] = defaultdict(list)
    for case in report.iter("testcase"):
        times[f"{case.get('classname')}::{case.get('name', '').partition('[')[0]}"].append(float(case.get("time", 0)))
    return (name for name, seconds in times.items() if name.startswith("tests.") and _is_medium(seconds))


def _is_medium(seconds: Sequence[float]) -> bool:
    return max(seconds) >= MAX_CASE or (sum(seconds) >= MAX_SUM and sum(seconds) / len(seconds) >= MAX_MEAN)


if __name__ == "__main__":
    main()

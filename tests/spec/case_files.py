"""Read a file of cases."""

from pathlib import Path
from typing import Any

import yaml

# As safe_load, in C where that was built: pytest reads all cases to find out which tests there are.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_cases(path: Path) -> list[dict[str, Any]]:
    """The cases or the groups of cases that a YAML file lists."""
    return yaml.load(path.read_text(encoding="utf-8"), _LOADER)  # noqa: S506 - it is a safe loader

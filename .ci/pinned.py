"""Print the requirement of one development tool as pyproject.toml pins it: `pinned.py PHStatsMethods`."""

import sys
import tomllib
from pathlib import Path


def main(name: str) -> None:
    """The one requirement of this name among those of `dev`; no pin, or two, is a mistake."""
    project = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text())["project"]
    found = [each for each in project["optional-dependencies"]["dev"] if each.partition("==")[0] == name]
    if len(found) != 1 or "==" not in found[0]:
        raise SystemExit(f"{name} is not pinned in the extra 'dev'; write it as '{name}==1.2'")
    print(found[0])  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1])

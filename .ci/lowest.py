"""Print the lowest versions that pyproject.toml allows, as constraints for pip.

Of what tht_xl itself uses: its dependencies and every extra of `all`. The tools of `dev`, and what runs a server or a
cluster of its own (`server`, `spark`), are tried with the newest releases and the constraints alone.
"""

import re
import tomllib
from pathlib import Path

BOUND = re.compile(r"([A-Za-z0-9._-]+)>=([0-9.]+)")


def main() -> None:
    """One line a package; a requirement without a lower bound is a mistake."""
    project = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text())["project"]
    extras = project["optional-dependencies"]
    within = re.findall(r"[a-z]+", extras["all"][0].partition("[")[2])
    for requirement in [*project["dependencies"], *(each for name in within for each in extras[name])]:
        bound = BOUND.fullmatch(requirement)
        if bound is None:
            raise SystemExit(f"{requirement!r} has no lower bound that can be tried; write it as 'package>=1.2'")
        print(f"{bound[1]}=={bound[2]}")  # noqa: T201


if __name__ == "__main__":
    main()

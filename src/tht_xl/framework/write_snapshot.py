"""Write the snapshot of the packaged definitions: python -m tht_xl.framework.write_snapshot."""

import json
from pathlib import Path
from typing import Any

from tht_xl.framework import load
from tht_xl.framework.snapshot import SNAPSHOT, digest
from tht_xl.model.definition import Framework, Indicator, Milestone, Statement, Target
from tht_xl.model.fields import Definition

MODELS: tuple[type[Definition], ...] = (Framework, Statement, Indicator, Target, Milestone)
LISTED = {"Statement": "statements", "Indicator": "indicators"}
"""Classes of which the snapshot holds every definition, and the field of the framework that has them."""


def snapshot_text() -> str:
    """Return the snapshot of the definitions as they are.

    Raises:
        DefinitionError: A definition contradicts itself: nothing that fails the check is ever kept.
    """
    content = {
        "fields": {model.__name__: _defaults(model) for model in MODELS},
        "frameworks": {name: _framework(name) for name in load.framework_names()},
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _defaults(model: type[Definition]) -> dict[str, Any]:
    return {name: None if info.is_required() else info.default for name, info in model.model_fields.items()}


def _framework(name: str) -> dict[str, Any]:
    framework = load.load_packaged(name)
    # What a file does not say is left out here too, and comes from the defaults.
    written = framework.model_dump(mode="json", exclude_unset=True)
    texts = {field: value for field, value in written.items() if isinstance(value, str)}
    listed = {model: {each["id"]: each for each in written.get(field, [])} for model, field in LISTED.items()}
    return {"digest": digest(load.definitions() / name), "content": {"Framework": {name: texts}, **listed}}


def write_snapshot() -> None:
    """Write the snapshot beside the definitions of this checkout."""
    Path(str(load.definitions() / SNAPSHOT)).write_text(snapshot_text(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write_snapshot()

"""The list of explanations that a finding may be accepted for."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from tht_xl.documents.yaml_document import read_document

LIST = "definitions/explanations.yaml"


@cache
def reasons() -> Mapping[str, str]:
    """Return the reasons that can be chosen, with their wording, by id."""
    content = files("tht_xl").joinpath(LIST).read_bytes()
    return {str(name): str(words) for name, words in read_document(LIST, content).content.items()}

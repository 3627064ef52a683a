"""What every part of a month's configuration is."""

from pydantic import BaseModel, ConfigDict


class Part(BaseModel):
    """A frozen part of the configuration; unknown keys are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

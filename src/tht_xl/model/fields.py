"""How the fields of a definition are written: ids, days, periods, numbers; and the base of what has such fields."""

from datetime import date, datetime
from typing import Annotated, cast

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, PlainValidator, model_validator

from tht_xl.errors import PeriodError
from tht_xl.model.periods.kind import PeriodKind
from tht_xl.model.periods.period import Period


def _as_list(given: object) -> object:
    is_several = isinstance(given, list | tuple)
    return cast("object", given) if is_several else [given]


def _iso_day(given: object) -> object:
    # Without this, pydantic would take "20140522" for seconds since 1970.
    if not isinstance(given, str):
        return given
    try:
        return datetime.strptime(given.strip(), "%Y-%m-%d").date()  # noqa: DTZ007 - a day has no time zone
    except ValueError:
        raise PeriodError(f"{given!r} is not a day", remedy='Write it as "2014-05-22"') from None


Identifier = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
Text = Annotated[str, Field(min_length=1)]
Number = Annotated[float, Field(allow_inf_nan=False)]
Numbers = Annotated[tuple[Number, ...], BeforeValidator(_as_list)]
"""One number, or several in brackets."""
PeriodText = Annotated[Period, PlainValidator(Period.parse), PlainSerializer(str)]
PeriodKindText = Annotated[PeriodKind, PlainValidator(PeriodKind.parse), PlainSerializer(str)]
Day = Annotated[date, BeforeValidator(_iso_day)]


class Definition(BaseModel):
    """A frozen piece of a framework or a template. Unknown keys are refused; a blank value is an absent one."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    @model_validator(mode="before")
    @classmethod
    def _drop_blanks(cls, given: object) -> object:
        if not isinstance(given, dict):
            return given
        fields = cast("dict[object, object]", given)
        return {name: value for name, value in fields.items() if value not in ("", None)}

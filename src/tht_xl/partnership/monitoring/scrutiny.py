"""Referrals to scrutiny and by it, and the replies: overdue, waiting, given."""

from collections.abc import Iterator, Sequence

from tht_xl.errors import UnknownNameError
from tht_xl.evaluation.exceptions import Assessment
from tht_xl.model.counted import counted
from tht_xl.partnership.monitoring.assessed import assessments
from tht_xl.partnership.monitoring.words import value_and_period_words
from tht_xl.partnership.table_section import gap_place
from tht_xl.partnership.view import Gap, View, ViewCell, ViewSection
from tht_xl.partnership.view_input import ViewInput
from tht_xl.partnership.views import view
from tht_xl.templates.table import Row

SCRUTINY = "scrutiny"
COLUMNS = (
    "No.", "Subject", "Question", "Referred by", "Referred to", "Referred on", "Reply due", "Reply by", "Indicator",
)  # fmt: skip
OPEN, REPLIED = (*COLUMNS, "Days late"), (*COLUMNS, "Replied on", "Days late", "Outcome", "Reply")


@view(SCRUTINY, title="Scrutiny: referrals and replies", registers=(SCRUTINY,), of="a body", reads_results=True)
def scrutiny(given: ViewInput) -> View:
    """Return the referrals whose reply is overdue, those that wait, and those that were replied to."""
    tables = given.optional(SCRUTINY, of_framework=True)
    if tables is None:
        ask = f"tht-xl template new {SCRUTINY} makes the register; scrutiny-illustrative shows how it works"
        return View("", ("No referrals were given.",), (), (Gap("No register of referrals was given", "", ask),))
    rows = [row for row in tables["referrals"] if _concerns(row, given.of)]
    if given.of and not rows:
        bodies = {row[name] for row in tables["referrals"] for name in ("referred-by", "referred-to") if row[name]}
        raise UnknownNameError("body", given.of, sorted(bodies))
    known = assessments(given) if any(row["indicator"] for row in rows) else {}
    replied = [row for row in rows if row["replied"]]
    overdue = [row for row in rows if not row["replied"] and row["due"] and row["due"] < given.as_of]
    waiting = [row for row in rows if row not in replied and row not in overdue]
    overdue.sort(key=lambda row: row["due"])
    sections = (
        _section("Overdue", OPEN, overdue, given, known),
        _section("Waiting for a reply", OPEN, waiting, given, known),
        _section("Replied", REPLIED, replied, given, known),
    )
    said = (
        f"{counted(len(rows), 'referral')}: {len(overdue)} overdue, {len(waiting)} waiting, {len(replied)} replied to."
    )
    return View("", (said,), sections, tuple(_gaps(rows, overdue, given)))


def _concerns(row: Row, body: str) -> bool:
    wanted = " ".join(body.split()).casefold()
    return not wanted or wanted in ((row["referred-by"] or "").casefold(), (row["referred-to"] or "").casefold())


def _section(
    heading: str, columns: tuple[str, ...], rows: Sequence[Row], given: ViewInput, known: dict[str, Assessment]
) -> ViewSection:
    shown = tuple(_row(row, given, known, has_reply=columns is REPLIED) for row in rows)
    return ViewSection(heading, () if shown else ("None.",), columns if shown else (), shown)


def _row(row: Row, given: ViewInput, known: dict[str, Assessment], *, has_reply: bool) -> tuple[ViewCell, ...]:
    found = known.get(row["indicator"] or "")
    about = f"{found.indicator.label}: {value_and_period_words(found)}" if found else row["indicator"] or "none"
    first = tuple(
        row[name] for name in ("id", "subject", "question", "referred-by", "referred-to", "day", "due", "owner")
    )
    said = (*first, about)
    if not has_reply:
        return (*said, _days_late(row, given))
    return (*said, row["replied"], _days_late(row, given), row["outcome"], row["reply"])


def _days_late(row: Row, given: ViewInput) -> int | str:
    if row["due"] is None:
        return "no day set"
    return max(0, ((row["replied"] or given.as_of) - row["due"]).days)


def _gaps(rows: Sequence[Row], overdue: Sequence[Row], given: ViewInput) -> Iterator[Gap]:
    if not rows:
        yield Gap("No referral is entered", "", "Has anything been referred to scrutiny, or by it?")
    for row in overdue:
        late = counted((given.as_of - row["due"]).days, "day")
        yield Gap(
            f"{row['id']}: the reply is {late} overdue",
            gap_place(row, "replied"),
            f"Ask {row['owner'] or 'who replies'}",
        )
    for row in rows:
        if not row["due"] and not row["replied"]:
            yield Gap(f"{row['id']}: no day for the reply", gap_place(row, "due"), "By when is it to be given?")
        if not row["owner"] and not row["replied"]:
            yield Gap(f"{row['id']}: nobody is named to reply", gap_place(row, "owner"), "Which role replies?")

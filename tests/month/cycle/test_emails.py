"""The drafts: read as a mail program reads them."""

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest
from office import CONFIG, SMOKING, WEIGHT, Office

pytestmark = pytest.mark.slow


def opened(path: Path) -> EmailMessage:
    message = message_from_bytes(path.read_bytes(), policy=default)
    assert isinstance(message, EmailMessage)
    assert [defect for part in message.walk() for defect in part.defects] == []
    return message


def text(message: EmailMessage, kind: str = "plain") -> str:
    body = message.get_body((kind,))
    assert body is not None
    return body.get_content().replace("\r\n", "\n")


def test_a_reminder_is_a_draft_with_the_return_and_its_day(office: Office) -> None:
    office.does("new")
    assert "Nothing has been sent" in office.does("remind")
    barts, council = office.emails()
    message = opened(council)
    assert (message["X-Unsent"], message["To"]) == ("1", "public health analyst <analyst@example.org>")
    assert message["From"] == "performance officer <performance@example.org>"
    assert message["Subject"] == "Outcomes report, November 2026: return due Friday 20 November 2026"
    assert "- Reception obesity: 2024/25\n- Year 6 obesity: 2024/25\n" in text(message)
    assert "<li" in text(message, "html")
    workbook, calendar = message.iter_attachments()
    asked = office.folder / "asked/2026-11/london-borough-of-tower-hamlets/child-weight.xlsx"
    assert (workbook.get_filename(), workbook.get_payload(decode=True)) == ("child-weight.xlsx", asked.read_bytes())
    days = calendar.get_payload(decode=True)
    assert isinstance(days, bytes)
    assert b"DTSTART;VALUE=DATE:20261120\r\n" in days
    assert opened(barts)["To"] is None  # nobody is named; whoever sends it fills that in
    assert council.stat().st_mode & 0o077 == 0


def test_every_line_of_the_file_ends_as_mail_does_and_is_short_enough(office: Office) -> None:
    office.does("new")
    office.does("remind")
    for path in office.emails():
        raw = path.read_bytes()
        assert raw.count(b"\n") == raw.count(b"\r\n")
        assert max(map(len, raw.split(b"\r\n"))) <= 998


def test_a_return_that_is_in_and_right_gets_no_email(office: Office) -> None:
    office.does("new")
    office.gets("child-weight.xlsx", WEIGHT)
    office.gets("smoking.xlsx", SMOKING)
    for day, command in (("2026-11-10", "remind"), ("2026-11-30", "chase")):
        said = office.on(day).asks_json(command)["returns"]
        assert [(each["email"], each["reason"]) for each in said] == [(None, "it is in and right")] * 2
    assert office.emails() == []


@pytest.mark.parametrize(
    ("day", "command", "reason"),
    [
        ("2026-11-19", "chase", "is not due before Friday 20 November 2026"),
        ("2026-11-21", "chase", "was due on Friday 20 November 2026; days of grace until Sunday 22 November 2026"),
        ("2026-11-21", "remind", "was due on Friday 20 November 2026; days of grace until Sunday 22 November 2026"),
        ("2026-11-23", "remind", "was due on Friday 20 November 2026: use tht-xl month chase"),
    ],
)
def test_each_email_has_its_time(office: Office, day: str, command: str, reason: str) -> None:
    office.does("new")
    assert {each["reason"] for each in office.on(day).asks_json(command)["returns"]} == {reason}
    assert office.emails() == []


def test_whoever_was_not_asked_is_not_chased(office: Office) -> None:
    said = office.on("2026-11-30").asks_json("chase")["returns"]
    assert {each["reason"] for each in said} == {"its return has not been written: use tht-xl month new first"}


def test_a_chaser_says_what_to_correct_where_and_how_without_a_protected_figure(office: Office) -> None:
    office.does("new")
    office.gets(
        "child-weight.xlsx",
        [(*WEIGHT[0][:3], 3207, 3205), (*WEIGHT[1], None, None, None, None, None, None, "", "x@y.org")],
    )
    said = office.on("2026-11-30").asks_json("chase")["returns"][0]
    message = opened(Path(said["email"]))
    assert message["Subject"] == "Outcomes report, November 2026: please correct your return"
    shown = " ".join(text(message).split())
    assert "Could you send it by Thursday 3 December 2026?" in shown
    assert "- Data, cell D2: numerator is the larger of the two (expected: at most the denominator)" in shown
    assert "3207" not in shown + text(message, "html")
    assert "x@y.org" not in shown + text(message, "html")
    assert "- Data, cell M3: " in shown  # personal data is named by its cell
    calendar = list(message.iter_attachments())[-1].get_payload(decode=True)
    assert isinstance(calendar, bytes)
    assert b"DTSTART;VALUE=DATE:20261203" in calendar


def test_a_row_that_is_still_blank_is_asked_for_by_name(office: Office) -> None:
    office.does("new")
    office.gets("child-weight.xlsx", [WEIGHT[0], WEIGHT[1][:3]])
    said = office.asks_json("remind")["returns"][0]
    shown = " ".join(text(opened(Path(said["email"]))).split())
    assert "Year 6 obesity, 2024/25: fill it in, or write [x] in its Value and say why in Note." in shown
    assert "R210" not in shown


def test_an_email_needs_a_sender(office: Office) -> None:
    line = "secretary: {role: performance officer, email: performance@example.org}\n"
    office.configure("Nov 2026", **{line: ""})
    said = office.does("remind", ends=2)
    assert said == (
        "secretary: nobody is named as the sender. Add a line such as 'secretary: {role: performance officer, email: "
        "performance@example.org}'\n"
    )


def test_one_email_goes_to_a_contact_with_two_returns(office: Office) -> None:
    office.configure("Nov 2026", **{"barts-health": "london-borough-of-tower-hamlets"})
    office.does("new")
    office.does("remind")
    (path,) = office.emails()
    names = [part.get_filename() for part in opened(path).iter_attachments()]
    assert names == ["child-weight.xlsx", "smoking.xlsx", "due.ics"]


def test_two_contacts_of_a_partner_get_a_draft_each(office: Office) -> None:
    contact = "    contact: {{role: public health analyst, email: other@example.org}}\n"
    council = "london-borough-of-tower-hamlets"
    text = CONFIG.replace("barts-health", council).replace("output:", f"{contact}output:")
    office.configure("Nov 2026", text)
    office.does("new")
    office.does("remind")
    assert [opened(path)["To"].addresses[0].addr_spec for path in office.emails()] == [
        "other@example.org", "analyst@example.org"
    ]  # fmt: skip


def test_nobody_is_asked_about_a_figure_that_was_explained(office: Office) -> None:
    office.does("new")
    office.gets("child-weight.xlsx", WEIGHT)
    office.gets("smoking.xlsx", [(*SMOKING[0][:5], 1.3, 1.1, 1.5)])
    assert office.states()["smoking.xlsx"] == "question"
    office.on("2026-11-20").does("run")
    office.does("accept", "R703", "--reason", "checked", "--role", "public health lead")
    assert office.states()["smoking.xlsx"] == "in"
    said = office.asks_json("chase")["returns"]
    assert [(each["email"], each["reason"]) for each in said] == [(None, "it is in and right")] * 2


def test_nobody_is_told_that_nothing_came_where_the_file_cannot_be_read(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows lets nobody read a workbook that another program has open for itself."""
    office.does("new")
    came = office.gets("child-weight.xlsx", WEIGHT)
    real = Path.read_bytes

    def read_bytes(path: Path) -> bytes:
        if path == came:
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(Path, "read_bytes", read_bytes)
    found = {each["workbook"]: each for each in office.on("2026-12-10").asks_json("chase")["returns"]}
    assert found["child-weight.xlsx"]["email"] is None
    assert found["child-weight.xlsx"]["reason"].startswith("its file is there and cannot be read")

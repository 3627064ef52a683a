"""Every way of writing a period: what it is read as, and what to do about those that are refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tht_xl.errors import PeriodError
from tht_xl.model.period import Period
from tht_xl.model.period_text import EXAMPLES

DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2212"
BLANKS = ["", " ", "  ", "\t", "\n", "\u00a0", "\u2009"]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("2023/24 ", "2023/24"),
        ("2023/2024", "2023/24"),
        ("2023 / 24", "2023/24"),
        ("2012-14", "2012 - 14"),
        ("2021 - 23", "2021 - 23"),
        ("2021\u201323", "2021 - 23"),
        ("2021\u00a0\u2013\u00a023", "2021 - 23"),
        ("2021-2023", "2021 - 23"),
        ("2021 to 2023", "2021 - 23"),
        ("2010 - 11", "2010 - 11"),
        ("2001 - 03", "2001 - 03"),
        ("2018/19-20/21", "2018/19 - 20/21"),
        ("2018/2019 - 2020/2021", "2018/19 - 20/21"),
        ("2018/19 to 2020/21", "2018/19 - 20/21"),
        ("q1 2024/25", "Q1 2024/25"),
        ("Q1 2024-25", "Q1 2024/25"),
        ("2024/25 Q1", "Q1 2024/25"),
        ("March 2025", "Mar 2025"),
        ("MAR 2025", "Mar 2025"),
        ("Sept 2025", "Sep 2025"),
        ("Mar-2025", "Mar 2025"),
        ("2025-03", "Mar 2025"),
        ("Oct-Dec 2022", "Q3 2022/23"),
        ("Jan - Mar 2025", "Q4 2024/25"),
        ("Jan 2024 - Dec 2024", "2024"),
        ("Apr 2023 to Mar 2024", "2023/24"),
        ("August 2024 - July 2025", "Aug 2024 - Jul 2025"),
        ("year ending March 2024", "2023/24"),
        ("Year ending July 2025", "Aug 2024 - Jul 2025"),
        ("financial year ending March 2024", "2023/24"),
        ("financial year ending 31 March 2024", "2023/24"),
        ("FYE 2024", "2023/24"),
        ("6 February 2009", "6 Feb 2009"),
        ("1st April 2002", "1 Apr 2002"),
        ("1 Apr 2023 - 31 Mar 2024", "2023/24"),
        ("2002-04-01", "1 Apr 2002"),
        ("2002-04-01T00:00:00", "1 Apr 2002"),
        ("2002-04-01 00:00:00", "1 Apr 2002"),
        ("2022-01-01/P3Y", "2022 - 24"),
        ("2022-01-01T00:00:00/P3Y", "2022 - 24"),
        ("2020-01-01/P5Y", "2020 - 24"),
        ("2023-04-01/P1Y", "2023/24"),
        ("2018-04-01/P3Y", "2018/19 - 20/21"),
        ("2024-01-01/P1Y", "2024"),
        ("2024-01-01/P12M", "2024"),
        ("2024-01-01/P1M", "Jan 2024"),
        ("2024-01-31/P1M", "31 Jan 2024 - 28 Feb 2024"),
        ("2024-04-01/P3M", "Q1 2024/25"),
        ("2024-01-01/P1Y6M", "Jan 2024 - Jun 2025"),
        ("2024-01-01/P1W", "1 Jan 2024 - 7 Jan 2024"),
        ("2024-01-01/P1D", "1 Jan 2024"),
        ("2015-11-16/P1Y", "16 Nov 2015 - 15 Nov 2016"),
        ("2024-08-01/P1Y", "Aug 2024 - Jul 2025"),
        ("by July 2010", "by Jul 2010"),
        ("By 2012", "by 2012"),
        ("by 2009/10", "by 2009/10"),
        ("by 3 March 2009", "by 3 Mar 2009"),
    ],
)
def test_a_text_is_read_as_the_period_with_this_label(text: str, label: str) -> None:
    assert str(Period.parse(text)) == label


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "2010-11",
            'the period "2010-11" can be read in more than one way. Write "2010/11" for the financial year, '
            '"2010 - 11" for the calendar years or "Nov 2010" for the month',
        ),
        (
            "2010-2011",
            'the period "2010-2011" can be read in more than one way. Write "2010/11" for the financial year or '
            '"2010 - 2011" for the calendar years',
        ),
        (
            "2022-23",
            'the period "2022-23" can be read in more than one way. Write "2022/23" for the financial year or '
            '"2022 - 23" for the calendar years',
        ),
        (
            "2009-12",
            'the period "2009-12" can be read in more than one way. Write "2009 - 12" for the calendar years or '
            '"Dec 2009" for the month',
        ),
        (
            "Q1 2024",
            'the period "Q1 2024" can be read in more than one way. Write "Q1 2024/25" for the quarter of a financial '
            'year, or "Jan - Mar 2024" for that of the calendar year',
        ),
        (
            "Nov 2015 - Nov 2016",
            '"Nov 2015 - Nov 2016" can be twelve months or thirteen. Write the days: "16 Nov 2015 - 15 Nov 2016"',
        ),
        ("Mar-25", '"Mar-25" has no full year. Write "Mar 2025" if that is the year'),
        ("2023/25", '"2023/25" is not a financial year. Write "2023/24", or "2023 - 25" for calendar years together'),
        (
            "2023 - 2021",
            '"2023 - 2021" is not a run of years. Write the first year first, and the last in full if it is 20 years '
            "on or more",
        ),
        ("2012 - 12", '"2012 - 12" is not a run of years.'),
        ("2000 - 20", '"2000 - 20" is not a run of years.'),
        ("2010 - 99", '"2010 - 99" is not a run of years.'),
        ("Oct-Mar 2023", '"Oct - Mar 2023" ends before it starts. Write both years: "Oct 2022 - Mar 2023"'),
        ("2024-01-01/P0D", 'the interval lasts no time. Write for instance "2022-01-01/P3Y"'),
        ("2015 (ONS Health Index data year)", 'is not a period. Write "2015" and keep the rest for a note'),
        ("2016/17 IAF rating", 'is not a period. Write "2016/17" and keep the rest for a note'),
        ("2009 estimate", 'is not a period. Write "2009" and keep the rest for a note'),
        ("January 2013 HWB meeting", 'is not a period. Write "Jan 2013" and keep the rest for a note'),
        ("2010-11 outturn", 'is not a period. Write "2010/11" for the financial year, "2010 - 11" for the calendar'),
        ("", "no period is given. " + EXAMPLES),
        (" \t\u00a0", "no period is given. " + EXAMPLES),
    ],
)
def test_a_refusal_names_every_way_out(text: str, message: str) -> None:
    with pytest.raises(PeriodError) as refusal:
        Period.parse(text)
    assert message in str(refusal.value)


@pytest.mark.parametrize(
    "text",
    [
        "not stated",
        "Completed",
        "boroughs",
        "Early December 2012",
        "JSNA 2009",
        "current on page (2025)",
        "by",
        "by by 2012",
        "31 Feb 2020",
        "29 Feb 2023",
        "2023-02-29",
        "2023-13-01",
        "Foo 2020",
        "0000",
        "9999/00",
        "01/04/2002",
        "04/2002",
        "10-14",
        "Q5 2024/25",
        "2024-01-01/P",
        "2024-01-01/P99999Y",
        "2024-01-01/P99999999999999999D",
        "2022\u00b2",
        "\u0662\u0660\u0662\u0662",
        "20222",
        "2022" * 100,
    ],
)
def test_what_is_no_period_is_refused_with_examples(text: str) -> None:
    with pytest.raises(PeriodError) as refusal:
        Period.parse(text)
    assert refusal.value.remedy == EXAMPLES
    assert len(str(refusal.value)) < 200


def test_the_end_of_a_long_text_is_never_lost_on_the_way() -> None:
    assert str(Period.parse(" " * 100 + "2022" + " " * 100)) == "2022"
    assert str(Period.parse("2022" + " " * 53 + "/23")) == "2022/23"
    for blanks in (54, 56, 57, 100):
        with pytest.raises(PeriodError):
            Period.parse("2022" + " " * blanks + "/23")


@given(
    st.sampled_from(["2012{d}14", "2012 {d} 14", "2018/19 {d} 20/21", "Aug 2024 {d} Jul 2025"]),
    st.sampled_from(DASHES),
    st.sampled_from(BLANKS),
    st.sampled_from(BLANKS),
)
def test_kinds_of_dash_and_blanks_around_do_not_matter(form: str, dash: str, before: str, after: str) -> None:
    assert Period.parse(before + form.format(d=dash) + after) == Period.parse(form.format(d="-"))


@given(st.integers(1900, 2100), st.integers(1, 12))
def test_a_bare_month_number_is_never_taken_for_years_or_the_other_way_round(year: int, number: int) -> None:
    try:
        period = Period.parse(f"{year}-{number:02d}")
    except PeriodError as error:
        assert f'"{year} - {number:02d}"' in error.remedy
        assert f"{year}" in error.remedy.rsplit(" or ", 1)[1]
    else:
        assert (period.kind, period.start.year, period.start.month) == ("month", year, number)

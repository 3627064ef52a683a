"""Every way of writing a period: what it is read as, and what to do about those that are refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tht_xl.errors import PeriodError
from tht_xl.model.periods.period import Period
from tht_xl.model.periods.text import EXAMPLES

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
        ("2022.0", "2022"),
        ("calendar year 2014", "2014"),
        ("CY2014", "2014"),
        ("2014 (calendar year)", "2014"),
        ("2013 Aug", "Aug 2013"),
        ("2013 AUGUST", "Aug 2013"),
        ("2013-Aug", "Aug 2013"),
        ("2013aug", "Aug 2013"),
        ("Aug. 2013", "Aug 2013"),
        ("Aug, 2013", "Aug 2013"),
        ("Aug2013", "Aug 2013"),
        ("2013M08", "Aug 2013"),
        ("2013-M8", "Aug 2013"),
        ("2013/14 M5", "Aug 2013"),
        ("Month 10 2013-14", "Jan 2014"),
        ("2013/14Q3", "Q3 2013/14"),
        ("Quarter 3 2013-14", "Q3 2013/14"),
        ("Q3 FY2013/14", "Q3 2013/14"),
        ("Qtr 3, 2013/2014", "Q3 2013/14"),
        ("quarter ending June 2014", "Q1 2014/15"),
        ("3 months to 30 June 2014", "Q1 2014/15"),
        ("H1 2014/15", "Apr 2014 - Sep 2014"),
        ("2014/15 H2", "Oct 2014 - Mar 2015"),
        ("half-year ended Sept 2014", "Apr 2014 - Sep 2014"),
        ("2013 Jan - Jun", "Jan 2013 - Jun 2013"),
        ("year to March 2015", "2014/15"),
        ("Year ended 31st March 2015", "2014/15"),
        ("YE Dec 2015", "2015"),
        ("rolling 12 months to Feb 2016", "Mar 2015 - Feb 2016"),
        ("year ending 15 November 2016", "16 Nov 2015 - 15 Nov 2016"),
        ("month ending 31 August 2013", "Aug 2013"),
        ("March 2012 to February 2013", "Mar 2012 - Feb 2013"),
        ("FY 2023-24", "2023/24"),
        ("FY2023/24", "2023/24"),
        ("financial year 2023 to 2024", "2023/24"),
        ("2023-2024 financial year", "2023/24"),
        ("AY 2013/14", "2013/14"),
        ("academic year 2013-14", "2013/14"),
        ("2013/14 (school year)", "2013/14"),
        ("2013/14 academic", "2013/14"),
        ("2013/14 (school)", "2013/14"),
        ("2013/14 (financial)", "2013/14"),
        ("tax year 2013/14", "6 Apr 2013 - 5 Apr 2014"),
        ("2012-13 to 2014-15", "2012/13 - 14/15"),
        ("2012-01 to 2012-06", "Jan 2012 - Jun 2012"),
        ("2015-W12", "16 Mar 2015 - 22 Mar 2015"),
        ("2015W53", "28 Dec 2015 - 3 Jan 2016"),
        ("week ending 20 March 2015", "14 Mar 2015 - 20 Mar 2015"),
        ("w/c 16 Mar 2015", "16 Mar 2015 - 22 Mar 2015"),
        ("1 April to 30 June 2014", "Q1 2014/15"),
        ("2013-04-01/2014-03-31", "2013/14"),
        ("2013-04-01 to 2014-03-31", "2013/14"),
        ("by July 2010", "by Jul 2010"),
        ("by 2013 Aug", "by Aug 2013"),
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
        ("2024-01-01/P0D", 'the interval has no length. Write for instance "2022-01-01/P3Y"'),
        *(
            (
                text,
                'the period "Q1 2006" can be read in more than one way. Write "Q1 2006/07" for the quarter of a '
                'financial year, or "Jan - Mar 2006" for that of the calendar year',
            )
            for text in ("2006 Q1", "2006Q1", "2006-Q1", "Q1-2006", "quarter 1 2006", "2006 qtr 1")
        ),
        *(
            (
                text,
                'the period "H2 2014" can be read in more than one way. Write "Oct 2014 - Mar 2015" for the half of a '
                'financial year, or "Jul 2014 - Dec 2014" for that of the calendar year',
            )
            for text in ("H2 2014", "2014 H2", "2014-half 2")
        ),
        (
            "M08 2013",
            'the period "M08 2013" can be read in more than one way. Write "Nov 2013" for the month of a financial '
            'year, or "Aug 2013" for that of the calendar year',
        ),
        *(
            (
                text,
                'the period "week 12 2015" can be read in more than one way. Write "2015-W12" for the ISO week, '
                "which is 16 Mar 2015 - 22 Mar 2015, or the days of another one",
            )
            for text in ("week 12 2015", "2015 week 12", "wk 12, 2015")
        ),
        (
            "FY2024",
            'the period "FY 2024" can be read in more than one way. Write "2023/24" for the year that ends in 2024, or '
            '"2024/25" for the year that begins then',
        ),
        ("FY23/24", '"23/24" has no full year. Write "2023/24" if that is the financial year'),
        ("23/24", '"23/24" has no full year. Write "2023/24" if that is the financial year'),
        ("Aug '13", '"Aug-13" has no full year. Write "Aug 2013" if that is the year'),
        (
            "13-Aug",
            'the period "13-Aug" can be read in more than one way. Write "Aug 2013" for the month, or "13 Aug" and the '
            "year for the day",
        ),
        (
            "Apr-13 to Mar-14",
            '"Apr 13 - Mar 14" has no full year. Write "Apr 2013 - Mar 2014" if those are the years',
        ),
        ("2013/08", '"2013/08" is not a financial year. Write "2013/14", or "Aug 2013" for the month'),
        (
            "2009-10 to 2010-11",
            'the period "2009-10 - 2010-11" can be read in more than one way. Write "2009/10 - 10/11" for the '
            'financial years or "Oct 2009 - Nov 2010" for the months',
        ),
        ("2013 Aug (provisional)", 'is not a period. Write "Aug 2013" and keep the rest for a note'),
        (
            "2015 Q1, revised",
            'is not a period. Write "Q1 2015/16" for the quarter of a financial year, or "Jan - Mar 2015"',
        ),
        ("2012-14 (3 years)", 'is not a period. Write "2012 - 14" and keep the rest for a note'),
        ("2012/13 - 2014/15 (3-year average)", 'is not a period. Write "2012/13 - 14/15" and keep the rest for a note'),
        ("2014 - provisional", 'is not a period. Write "2014" and keep the rest for a note'),
        ("2015 (ONS Health Index data year)", 'is not a period. Write "2015" and keep the rest for a note'),
        ("2016/17 IAF rating", 'is not a period. Write "2016/17" and keep the rest for a note'),
        ("2014 p", 'is not a period. Write "2014" and keep the rest for a note'),
        ("99/00", '"99/00" has no full year. Write "1999/00" if that is the financial year'),
        ("Mar-98", '"Mar-98" has no full year. Write "Mar 1998" if that is the year'),
        ("98-Mar", '"Mar-98" has no full year. Write "Mar 1998" if that is the year'),
        ("Apr 99 - Mar 00", 'has no full year. Write "Apr 1999 - Mar 2000" if those are the years'),
        ("2014/2013", '"2014/2013" is not a financial year. Write the earlier year first: "2013/14"'),
        ("2014/2010", 'Write the earlier year first: "2010 - 2014" for calendar years together'),
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
        "2014 to date",
        "2014 YTD",
        "2014/15 to Q2",
        "2014 (Jan-Jun)",
        "2014 (6 months)",
        "2014, first half",
        "2014 summer",
        "2014 autumn term",
        "2014 (financial year)",
        "2014 quarter",
        "2014 QII",
        "2014 onwards",
        "2014 (part-year)",
        "2014 - present",
        "2014 mid-year",
        "2014 (weekly)",
        "2014 (part)",
        "2014 FY",
        "2014 (fiscal)",
        "2014 academic",
        "2014 I",
        "2014 a",
        "2014 first",
        "2014 second release",
        "2014 Ramadan",
        "2014 Diwali",
        "2014 weekends",
        "2014 Mon-Fri",
        "2014 nights",
        "2014 pre-Covid",
        "2014 interim",
        "2014 snapshot",
        "2014 biannual",
        "2014 août",
        "2014 janv",
        "2014 Mär",
        "2012-14 (5 years)",
        "2013/14 M13",
        "2013M13",
        "2006 Q5",
        "H3 2014",
        "2014W53",
        "2010-11 outturn to date",
        "mid-2014",
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


@pytest.mark.parametrize(
    ("text", "stated"),
    [("2013/14 academic", "school"), ("2013/14 (school)", "school"), ("2013/14 (financial)", "financial")],
)
def test_an_adjective_says_which_year_it_is(text: str, stated: str) -> None:
    assert Period.parse(text).stated_year == stated

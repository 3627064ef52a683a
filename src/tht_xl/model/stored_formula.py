"""A formula as .xlsx files store it: functions newer than Excel 2007 carry a prefix.

A cell that shows NORM.S.INV(0.5) is stored as _xlfn.NORM.S.INV(0.5). Without the prefix Excel takes the name for one
that it does not know and shows #NAME? until somebody edits the cell. Everything that writes a formula into a file, in
a cell, a name, a validation or a conditional format, writes `stored_formula(text)`.

References:
    [1] [MS-XLSX] 2.2.3, Functions, https://learn.microsoft.com/openspecs/office_standards/ms-xlsx/.
    [2] XlsxWriter, Working with Formulas, "Formulas added in Excel 2010 and later".
"""

import re

FUTURE_FUNCTIONS = frozenset(
    """
    ACOT ACOTH AGGREGATE ANCHORARRAY ARABIC ARRAYTOTEXT BASE BETA.DIST BETA.INV BINOM.DIST BINOM.DIST.RANGE BINOM.INV
    BITAND BITLSHIFT BITOR BITRSHIFT BITXOR BYCOL BYROW CEILING.MATH CEILING.PRECISE CHISQ.DIST CHISQ.DIST.RT CHISQ.INV
    CHISQ.INV.RT CHISQ.TEST CHOOSECOLS CHOOSEROWS COMBINA CONCAT CONFIDENCE.NORM CONFIDENCE.T COT COTH COVARIANCE.P
    COVARIANCE.S CSC CSCH DAYS DECIMAL DROP ERF.PRECISE ERFC.PRECISE EXPAND EXPON.DIST F.DIST F.DIST.RT F.INV F.INV.RT
    F.TEST FIELDVALUE FILTER FILTERXML FLOOR.MATH FLOOR.PRECISE FORECAST.ETS FORECAST.ETS.CONFINT
    FORECAST.ETS.SEASONALITY FORECAST.ETS.STAT FORECAST.LINEAR FORMULATEXT GAMMA GAMMA.DIST GAMMA.INV GAMMALN.PRECISE
    GAUSS HSTACK HYPGEOM.DIST IFNA IFS IMAGE IMCOSH IMCOT IMCSC IMCSCH IMSEC IMSECH IMSINH IMTAN ISFORMULA ISOMITTED
    ISOWEEKNUM LAMBDA LET LOGNORM.DIST LOGNORM.INV MAKEARRAY MAP MAXIFS MINIFS MODE.MULT MODE.SNGL MUNIT NEGBINOM.DIST
    NORM.DIST NORM.INV NORM.S.DIST NORM.S.INV NUMBERVALUE PDURATION PERCENTILE.EXC PERCENTILE.INC PERCENTRANK.EXC
    PERCENTRANK.INC PERMUTATIONA PHI POISSON.DIST PY QUARTILE.EXC QUARTILE.INC QUERYSTRING RANDARRAY RANK.AVG RANK.EQ
    REDUCE RRI SCAN SEC SECH SEQUENCE SHEET SHEETS SINGLE SKEW.P SORT SORTBY STDEV.P STDEV.S SWITCH T.DIST T.DIST.2T
    T.DIST.RT T.INV T.INV.2T T.TEST TAKE TEXTAFTER TEXTBEFORE TEXTJOIN TEXTSPLIT TOCOL TOROW UNICHAR UNICODE UNIQUE
    VALUETOTEXT VAR.P VAR.S VSTACK WEBSERVICE WEIBULL.DIST WRAPCOLS WRAPROWS XLOOKUP XMATCH XOR Z.TEST
    """.split()  # noqa: SIM905 - quotes around each would hide the list
)
"""Functions that are stored with a prefix [1, 2]. NETWORKDAYS.INTL, WORKDAY.INTL and ISO.CEILING are as new, and are
stored without."""

_WORKSHEET_ONLY = frozenset({"FILTER", "PY", "SORT"})
"""These have a second prefix, _xlws [1]."""

_TOKEN = re.compile(
    r"""
    "(?:[^"]|"")*"                  # a text
    | '(?:[^']|'')*'                # a sheet's name in quotes
    | \[[^\[\]]*\]                  # a column of a table, or another workbook
    | (?<![\w.])(?P<call>[A-Za-z][\w.]*)(?=\()
    """,
    re.VERBOSE,
)


def stored_formula(text: str) -> str:
    """Return the formula as files store it; one that has its prefixes already stays as it is.

    Examples:
        >>> stored_formula('=IF(A1="",NORM.S.INV(0.975),LET(x,1,x))')
        '=IF(A1="",_xlfn.NORM.S.INV(0.975),_xlfn.LET(x,1,x))'
    """
    return _TOKEN.sub(_prefix, text)


def _prefix(token: re.Match[str]) -> str:
    name = (token["call"] or "").upper()
    if name not in FUTURE_FUNCTIONS:
        return token[0]
    return f"_xlfn.{'_xlws.' if name in _WORKSHEET_ONLY else ''}{name}"

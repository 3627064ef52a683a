"""How a formula reads the cell of an argument: as text, as a number, a day or a word, and when it refuses it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from tht_xl.errors import DomainError
from tht_xl.formulas.expression import Atom, Call, Minus, Name, Node, QuotedText, replace_names
from tht_xl.formulas.parsing import parse
from tht_xl.functions.engine.arguments import Argument
from tht_xl.functions.engine.dates import LAST_SERIAL, LAST_YEAR, serial_of_ordinal
from tht_xl.functions.engine.kinds import Choice, Day, Number
from tht_xl.functions.engine.outcome import Refusal
from tht_xl.hosts.native.folding import FALSE, TRUE, any_of, number
from tht_xl.model.vocabulary import SYMBOLS, Symbol

_NUMBER: Final = parse('IF(ISNUMBER(cell),cell,VALUE(SUBSTITUTE(TRIM(cell),",","")&"E0"))')
"""Text that shows a number; with E0 after it, 57%, 1/2 and 1e5 are numbers no more."""

_COMMAS: Final = parse(
    'IFERROR(ISTEXT(cell)*(MOD(FIND(".",TRIM(cell)&".")-FIND(",",TRIM(cell)),4)'
    '+(FIND(",",TRIM(cell))>4+ISERROR(VALUE(LEFT(TRIM(cell)))))),0)'
)
"""Above 0 where the first comma is not between thousands; a sign moves it by one place."""

_MIDDLE: Final = 2050
"""Of the years that can be typed, 1900 to 2200: before 1900 the calendars of spreadsheets differ."""

_DAY: Final = parse(
    "IF(LEN(TRIM(cell))=4,DATE(TRIM(cell),12,31),IF(ISNUMBER(cell),INT(cell),"
    'IF(MID(TRIM(cell),5,1)="/",DATE(LEFT(TRIM(cell),4)+1,3,31),DATEVALUE(TRIM(cell)))))'
)
_YEAR: Final = 'VALUE(LEFT(TRIM(cell),4)&"E0")'
_NO_DAY: Final = parse(
    f"IF(ISNUMBER(cell)*(LEN(TRIM(cell))<>4),(cell<1)+(cell>={LAST_SERIAL + 1}),"
    f"(ABS({_YEAR}-{_MIDDLE})>{LAST_YEAR - _MIDDLE})+(LEN(TRIM(cell))<>4)*"
    f'(TRIM(cell)<>{_YEAR}&"/"&RIGHT({_YEAR}+1,2))*(TRIM(cell)<>{_YEAR}&"/"&({_YEAR}+1))'
    '*(MID(TRIM(cell),5,1)&MID(TRIM(cell),8,1)&LEN(TRIM(cell))<>"--10"))'
)
_TEXT: Final = parse("LOWER(TRIM(cell))")
_IF_GIVEN: Final = parse('IF(ISOMITTED(cell),"",LOWER(TRIM(cell)))')
_PER_CENT: Final = parse("IF((cell>=50)*(cell<100),cell/100,cell)")


@dataclass(frozen=True, slots=True)
class GivenArgument:
    """An argument as a formula has it.

    Attributes:
        argument: The registry's.
        cell: A reference, a constant, or a name; None where it is left out.
        may_be_omitted: Whether the name is a parameter that the caller can leave out.
    """

    argument: Argument
    cell: Node | None
    may_be_omitted: bool = False

    @property
    def takes_total(self) -> bool:
        """Whether one cell with a total may be beside longer ranges; for weights that cell would hold a name."""
        return self.argument.one_cell and self.argument.kind != "standard"

    @property
    def is_known(self) -> bool:
        """Whether the formula holds the value itself, so that nothing has to be guarded."""
        is_reference = isinstance(self.cell, Atom) and self.cell.text[:1] not in "0123456789."
        return self.cell is None or not (isinstance(self.cell, Name) or is_reference)

    @property
    def text(self) -> Node:
        """The cell as text, in small letters and without the blanks around it."""
        assert self.cell is not None  # noqa: S101 - only cells are read
        return with_cell(_IF_GIVEN if self.may_be_omitted else _TEXT, self.cell)

    @property
    def trimmed_text(self) -> Node:
        """The cell as text without the blanks around it, for a search that pays no regard to case."""
        assert self.cell is not None  # noqa: S101 - only cells are read
        is_name = isinstance(self.cell, Name)
        return Name(f"{self.argument.name}_text") if is_name else Call("TRIM", (self.cell,))

    @property
    def value(self) -> Node:
        """What the closed form computes with."""
        argument, kind = self.argument, self.argument.reader
        if self.cell is None:
            return QuotedText("") if argument.default is None else _constant(argument, argument.default)
        if self.is_known:
            return _constant(argument, _content(self.cell))
        read: Node = Name(f"{argument.name}_text")
        if isinstance(kind, Number):
            read = with_cell(_NUMBER, self.cell)
            read = with_cell(_PER_CENT, read) if kind.percent else read
        elif isinstance(kind, Day):
            read = with_cell(_DAY, self.cell)
        if argument.optional and argument.default is not None:
            return Call("IF", (self.is_blank, _constant(argument, argument.default), read))
        return read

    @property
    def is_blank(self) -> Node:
        """Whether it is blank or not available."""
        if self.is_known:
            return TRUE if self.cell is None else FALSE
        return with_cell(parse(f'(cell="")+(cell="{Symbol.NOT_AVAILABLE}")'), Name(f"{self.argument.name}_text"))

    @property
    def is_given(self) -> Node:
        """Whether an optional argument without a default has a value."""
        if self.is_known:
            return FALSE if self.cell is None else TRUE
        return with_cell(parse(f'(cell<>"")*(cell<>"{Symbol.NOT_AVAILABLE}")'), Name(f"{self.argument.name}_text"))

    def unknown(self) -> Node:
        """Return where a word is not one of the options, and not an error or a symbol either."""
        kind = self.argument.reader
        if self.is_known or not isinstance(kind, Choice):
            return FALSE
        words = QuotedText(f"|{'|'.join(kind.options)}||{'|'.join(SYMBOLS)}|")
        # A bar that is typed would part words that are none.
        condition = parse('ISERROR(FIND("|"&SUBSTITUTE(cell,"|",";")&"|",words))-ISERROR(cell)')
        text = Name(f"{self.argument.name}_text")
        return replace_names(condition, lambda name: words if name == "words" else text if name == "cell" else None)

    def invalid(self, *, refuse_truth: bool) -> Node:
        """Return where a cell is not a number, is outside its range or is not a day; an error counts as well."""
        kind = self.argument.reader
        if self.is_known or self.cell is None or not isinstance(kind, Number | Day):
            return FALSE
        read = Name(self.argument.name)
        boolean = [Call("ISLOGICAL", (self.cell,))] if refuse_truth else []
        if isinstance(kind, Day):
            return any_of(*boolean, with_cell(_NO_DAY, self.cell), Call("ISERROR", (read,)))
        terms = [*boolean, with_cell(_COMMAS, self.cell), *_outside(kind, read)]
        if self.argument.optional:
            return Call("IF", (self.is_blank, Atom("0"), any_of(*terms)))
        return any_of(*terms)


def with_cell(pattern: Node, cell: Node) -> Node:
    """Return the pattern for one cell."""
    return replace_names(pattern, lambda name: cell if name == "cell" else None)


def _content(cell: Node) -> Any:  # noqa: ANN401 - a number or a text
    if isinstance(cell, QuotedText):
        return cell.value
    if isinstance(cell, Minus):
        return -_content(cell.operand)
    assert isinstance(cell, Atom)  # noqa: S101 - all that is left of the kinds accepted
    return float(cell.text)


def _constant(argument: Argument, content: Any) -> Node:  # noqa: ANN401 - a number or a text
    """Return a constant as the closed form gets it.

    Raises:
        DomainError: The function would refuse it.
    """
    try:
        value = argument.parse(content)
    except Refusal as refusal:
        raise DomainError(refusal.reason, remedy="Write a cell's reference, or a value that is accepted") from None
    if isinstance(argument.reader, Day):
        return number(serial_of_ordinal(value))
    return number(value) if isinstance(value, float) else QuotedText(str(value))


def _outside(kind: Number, read: Node) -> Sequence[Node]:
    bounds = [
        ("<", kind.at_least, kind.at_least > float("-inf")),
        ("<=", kind.above, kind.above > float("-inf")),
        (">=", kind.below, kind.below < float("inf")),
    ]
    terms = [with_cell(parse(f"cell{sign}{bound:.15g}"), read) for sign, bound, is_set in bounds if is_set]
    if kind.whole:
        terms.append(with_cell(parse("cell<>INT(cell)"), read))
    return terms or [Call("ISERROR", (read,))]

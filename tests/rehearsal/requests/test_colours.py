from tht_xl.rehearsal.requests.colours import with_styles

RED = {"rgbColor": {"red": 1}}


def test_each_colour_has_both_forms_and_no_zeros() -> None:
    given = {"textFormat": {"foregroundColor": {"red": 1, "green": 0, "blue": 0}}, "tabColorStyle": RED}
    assert with_styles(given) == {
        "textFormat": {"foregroundColor": {"red": 1}, "foregroundColorStyle": RED},
        "tabColorStyle": RED,
        "tabColor": {"red": 1},
    }


def test_a_theme_colour_has_no_older_form() -> None:
    given = {"backgroundColorStyle": {"themeColor": "ACCENT1"}}
    assert with_styles(given) == given


def test_borders_too() -> None:
    border = {"style": "SOLID", "color": {"red": 1}}
    assert with_styles({"borders": {"top": border}}) == {"borders": {"top": {**border, "colorStyle": RED}}}


def test_lists_and_what_is_no_colour() -> None:
    given = {"color": {"red": 1, "green": 0.5}}
    both = {"color": {"red": 1, "green": 0.5}, "colorStyle": {"rgbColor": {"red": 1, "green": 0.5}}}
    assert with_styles([given, 5, {"colour": {}}]) == [both, 5, {"colour": {}}]
    assert with_styles({"rgbColor": {"red": 1}}) == {"rgbColor": {"red": 1}}
    assert with_styles({"color": "red", "tabColorStyle": "x"}) == {"color": "red", "tabColorStyle": "x"}


def test_what_is_given_twice_is_kept_as_given() -> None:
    given = {"tabColor": {"red": 1}, "tabColorStyle": {"rgbColor": {"green": 1}}}
    assert with_styles(given) == given

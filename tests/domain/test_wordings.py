"""The words of the papers: what a district may write, and what is refused."""

import pytest

from jisheng_desktop.domain.strict import Unreadable
from jisheng_desktop.domain.wordings import read_wording
from jisheng_desktop.printing.papers import template_text

GOOD = template_text("wording", None)


def test_the_shipped_words_say_what_a_receipt_is_not() -> None:
    wording = read_wording(GOOD)
    assert any("不作为发票或财政票据" in each for each in wording.statements)
    assert any("自愿" in each for each in wording.statements)


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("{station}", "{village}", "village"),
        ("{station}", "{station.code}", "station.code"),
        ("{station}", "{}", "没有“”"),
        ("{station}", "{station", "花括号"),
        ('title = "', 'titel = "', "titel"),
        ('id_no = "MIDDLE"', 'id_no = "SOME"', "SOME"),
        ("format = 1", "format = 2", "2"),
        ("format = 1", "format =", "TOML"),
    ],
)
def test_what_is_wrong_is_named(old: str, new: str, named: str) -> None:
    with pytest.raises(Unreadable, match=named):
        read_wording(GOOD.replace(old, new))

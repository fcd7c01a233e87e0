import unicodedata

import pytest
from hypothesis import given

from jisheng_desktop.domain.text import halfwidth, normal
from tests.domain.strategies import anything, typed


@pytest.mark.parametrize(
    ("typed_text", "stored"),
    [
        ("碑林区某街道1号", "碑林区某街道1号"),
        ("  二组 \t\n 东 ", "二组 东"),
        ("二组\u3000东", "二组 东"),
        ("李\u200b明\ufeff", "李明"),
        ("李\x00明", "李明"),
        ("\u202e李明\u202c", "李明"),
        ("cafe\u0301", "café"),
        ("⽅⾔", "方言"),  # radicals out of a PDF
        ("ＡＢＣ１２", "ＡＢＣ１２"),  # full width stays: never NFKC
        ("①㎡", "①㎡"),
        ("葛\U000e0100", "葛"),  # a variation selector
        ("李\ud800", "李\ufffd"),
        ("", ""),
        ("\u3000", ""),
    ],
)
def test_free_text_has_one_form(typed_text: str, stored: str) -> None:
    assert normal(typed_text) == stored


@pytest.mark.parametrize(
    ("typed_text", "stored"),
    [
        ("１３８ ０００ー", "138000ー"),
        ("５３０４０２－１９Ｘ", "530402-19X"),
        ("138—0000—0001", "138-0000-0001"),
        (" 138\t0000\u200b0001\n", "13800000001"),
        ("（０８７７）", "(0877)"),
        ("٣٤", "٣٤"),  # digits of other scripts are left for the check to refuse
        ("", ""),
    ],
)
def test_numbers_become_ascii_without_white_space(typed_text: str, stored: str) -> None:
    assert halfwidth(typed_text) == stored


@given(anything | typed)
def test_forms_are_final(text: str) -> None:
    assert normal(normal(text)) == normal(text)
    assert halfwidth(halfwidth(text)) == halfwidth(text)


@given(anything | typed)
def test_normal_text_is_nfc_and_trimmed(text: str) -> None:
    stored = normal(text)
    assert unicodedata.is_normalized("NFC", stored)
    assert stored == " ".join(stored.split())


@given(anything | typed)
def test_halfwidth_leaves_no_white_space(text: str) -> None:
    assert halfwidth(text).split() in ([], [halfwidth(text)])


def test_a_megabyte_is_no_trouble() -> None:
    assert normal("王 " * 500_000).startswith("王 王")
    assert len(halfwidth("１ " * 500_000)) == 500_000

"""The shipped fonts are the ones described, and draw what names need."""

from hashlib import sha256
from pathlib import Path

import pytest
from PySide6.QtGui import QFontDatabase, QGuiApplication, QRawFont

FONTS = Path(__file__).parents[2] / "resources" / "fonts"
FAMILIES = {
    "NotoSansSC-Regular.ttf": "Noto Sans SC",
    "NotoSansSC-Bold.ttf": "Noto Sans SC",
    "RareHan.ttf": "Jisheng Rare Han",
}
# 通用规范汉字表 beyond the basic plane, Extension A, the dot of names, money.
EVERY_NAME = "张𬱖𠅤㛃䶮·￥¥零壹Aa1"


def lacking(file: str, text: str, qapp: QGuiApplication) -> list[str]:
    """The characters of `text` that `file` has no glyph for."""
    font = QRawFont(str(FONTS / file), 16)
    assert font.isValid()
    return [char for char in text if not font.supportsCharacter(ord(char))]


def test_every_font_is_described_with_its_checksum() -> None:
    described = (FONTS / "README.md").read_text("utf-8")
    files = {path.name: path for path in FONTS.glob("*.ttf")}
    assert files.keys() == FAMILIES.keys()
    for name, path in files.items():
        assert name in described
        assert sha256(path.read_bytes()).hexdigest() in described


@pytest.mark.parametrize(("file", "family"), FAMILIES.items())
def test_font_loads_under_its_family(
    file: str, family: str, qapp: QGuiApplication
) -> None:
    handle = QFontDatabase.addApplicationFont(str(FONTS / file))
    assert QFontDatabase.applicationFontFamilies(handle) == [family]


@pytest.mark.parametrize("file", ["NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf"])
def test_the_main_font_draws_every_listed_character(
    file: str, qapp: QGuiApplication
) -> None:
    assert not lacking(file, EVERY_NAME, qapp)


def test_the_fallback_draws_what_the_main_font_lacks(qapp: QGuiApplication) -> None:
    assert not lacking("RareHan.ttf", "𠮷", qapp)
    assert lacking("NotoSansSC-Regular.ttf", "𠮷", qapp) == ["𠮷"]

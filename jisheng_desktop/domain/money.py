"""Money as integer fen: in figures, in capital characters, and read back from both."""

import re

from jisheng_desktop.domain.text import halfwidth

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("仟", "佰", "拾", "")
_SECTIONS = ("亿", "万", "")
_PLACE_VALUES = {"拾": 10, "佰": 100, "仟": 1000}
_SECTION_VALUES = {"万": 10**4, "亿": 10**8}
_MAX_FEN = 999_999_999_999_99
# Compiled when first used: the first window shows amounts and reads none.
_FIGURES = r"([-−]?)[¥￥]?(\d{1,3}(?:,\d{3}){1,4}|\d{1,15})(?:\.(\d{1,2}))?元?"
_CAPITAL = (
    rf"(?:([{_DIGITS}拾佰仟万亿]+)元)?零?(?:([{_DIGITS}])角)?零?(?:([{_DIGITS}])分)?整?"
)
_VARIANTS = str.maketrans({"圆": "元", "正": "整", "〇": "零"})
_SILENT = str.maketrans(dict.fromkeys("零整"))


def yuan(fen: int) -> str:
    """Return fen as yuan in figures: 13980000 → “139,800.00”; − when negative."""
    whole, rest = divmod(abs(fen), 100)
    return f"{'−' if fen < 0 else ''}{whole:,}.{rest:02}"


def parse_yuan(text: str) -> int:
    """Return the fen of an amount in figures (“1,250.5”, “￥125元”); else ValueError."""
    match = re.fullmatch(_FIGURES, halfwidth(text), re.ASCII)
    if not match:
        raise ValueError(f"不是金额：“{text[:40]}”")
    sign, whole, cents = match.groups()
    fen = int(whole.replace(",", "")) * 100 + int((cents or "").ljust(2, "0"))
    return -fen if sign else fen


def capital(fen: int) -> str:
    """Return fen in capital characters without the prefix 人民币 (支付结算办法 附件一).

    12500 → 壹佰贰拾伍元整. ValueError below 0 or beyond 999,999,999,999.99 yuan.
    """
    if not 0 <= fen <= _MAX_FEN:
        raise ValueError(f"no capital form for {fen} fen")
    whole, rest = divmod(fen, 100)
    if not rest:
        return f"{_whole_capital(whole)}元整"
    head = f"{_whole_capital(whole)}元" if whole else ""
    return head + _rest_capital(rest, after_yuan=bool(whole))


def parse_capital(text: str) -> int:
    """Return the fen of an amount in capital characters; ValueError when malformed.

    Accepts what banks accept: 人民币 before it, 圆 for 元, 正 for 整, 零 or 整 left out.
    """
    plain = halfwidth(text).translate(_VARIANTS).removeprefix("人民币")
    match = re.fullmatch(_CAPITAL, plain) if len(plain) <= 64 else None
    fen = _capital_value(*match.groups()) if match else -1
    if not 0 <= fen <= _MAX_FEN or _skeleton(capital(fen)) != _skeleton(plain):
        raise ValueError(f"不是大写金额：“{text[:40]}”")
    return fen


def _whole_capital(number: int) -> str:
    if not number:
        return "零"
    sections = [number // 10**8, number // 10**4 % 10**4, number % 10**4]
    words = ""
    for unit, section in zip(_SECTIONS, sections, strict=True):
        if section:
            words += "零" if words and section < 1000 else ""
            words += _section_capital(section) + unit
    return words


def _section_capital(section: int) -> str:
    """Return 1 to 9999 in capitals: one 零 for zeros inside, none at the ends."""
    words, gap = "", False
    for place, digit in zip(_PLACES, f"{section:04}", strict=True):
        if digit == "0":
            gap = bool(words)
            continue
        words += ("零" if gap else "") + _DIGITS[int(digit)] + place
        gap = False
    return words


def _rest_capital(rest: int, *, after_yuan: bool) -> str:
    jiao, fen = divmod(rest, 10)
    words = f"{_DIGITS[jiao]}角" if jiao else "零" * after_yuan
    return words + (f"{_DIGITS[fen]}分" if fen else "")


def _capital_value(whole: str | None, jiao: str | None, fen: str | None) -> int:
    cents = _DIGITS.index(jiao or "零") * 10 + _DIGITS.index(fen or "零")
    return _whole_value(whole or "") * 100 + cents


def _whole_value(words: str) -> int:
    total = section = digit = 0
    for char in words:
        if char in _SECTION_VALUES:
            total += (section + digit) * _SECTION_VALUES[char]
            section = digit = 0
        elif char in _PLACE_VALUES:
            section += digit * _PLACE_VALUES[char]
            digit = 0
        else:
            digit = _DIGITS.index(char)
    return total + section + digit


def _skeleton(words: str) -> str:
    return words.translate(_SILENT)

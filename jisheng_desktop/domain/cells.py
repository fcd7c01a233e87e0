"""What a cell of a roster says, by kind of column: dates, ticks, codes, relations."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta

from jisheng_desktop.domain.identity import ID_TYPE_NAMES
from jisheng_desktop.domain.reading import EARLIEST, LATEST
from jisheng_desktop.domain.relations import RELATIONS
from jisheng_desktop.domain.sheets import Cell, text_of
from jisheng_desktop.domain.text import halfwidth

# The day Excel counts from, with its leap year of 1900.
EXCEL_EPOCH = date(1899, 12, 30)
EXCEL_DAYS = range(10_000, 80_000)
LONGEST_TEXT = 500

YES = frozenset(
    ("是", "有", "√", "✓", "✔", "1", "y", "yes", "true", "同意", "已", "已签", "已签字")
)
YES |= {"参保", "已确认", "愿意"}
NO = frozenset(
    ("否", "无", "×", "✗", "0", "n", "no", "false", "不同意", "未", "未签", "未签字")
)
NO |= {"不参保", "不", "不愿意"}

SEXES = {"男": "M", "女": "F", "男性": "M", "女性": "F", "m": "M", "f": "F"}
SEXES |= {"1": "M", "2": "F"}
ID_TYPES = {name: code for code, name in ID_TYPE_NAMES.items()} | {
    "身份证": "RESIDENT_ID",
    "户口簿": "RESIDENT_ID",
    "二代身份证": "RESIDENT_ID",
    "出生证": "BIRTH_CERT",
    "出生证明": "BIRTH_CERT",
    "港澳台居民居住证": "HK_MACAO_TW_PERMIT",
    "外国人永久居留证": "FOREIGN_PR_2017",
    "外国人永久居留身份证": "FOREIGN_PR_2017",
    "其他": "OTHER",
    "无": "NONE_PENDING",
}
HUKOU_TYPES = {
    "农村": "RURAL",
    "农业": "RURAL",
    "农业户口": "RURAL",
    "城镇": "URBAN",
    "非农业": "URBAN",
    "城市": "URBAN",
    "非农": "URBAN",
    "居民": "UNIFIED",
    "居民户口": "UNIFIED",
    "统一登记": "UNIFIED",
}
ROLES = {
    "子女": "CHILD",
    "父母": "PARENT",
    "监护人": "GUARDIAN",
    "被保险人": "PERSON",
    "第一被保险人": "CHILD",
    "第二被保险人": "PARENT",
}
PAYMENTS = {
    "手机": "PHONE",
    "手机支付": "PHONE",
    "微信": "PHONE",
    "支付宝": "PHONE",
    "银行": "BANK",
    "银行转账": "BANK",
    "转账": "BANK",
    "现金": "CASH",
    "承保公司二维码": "INSURER_QR",
    "扫码": "INSURER_QR",
    "财政代缴": "GOVERNMENT",
    "财政": "GOVERNMENT",
    "未缴": "NONE",
}
SIGNATURES = {"签字": "SIGNED", "签名": "SIGNED", "手印": "THUMBPRINT", "是": "SIGNED"}
SIGNATURES |= {"按手印": "THUMBPRINT", "已签字": "SIGNED"}
RELATION_CODES = {name: code for code, name in RELATIONS.items()} | {
    "丈夫": "11",
    "妻子": "12",
    "爱人": "10",
    "儿子": "20",
    "女儿": "30",
    "之子": "20",
    "之女": "30",
    "之妻": "12",
    "之夫": "11",
    "长子": "22",
    "父": "51",
    "母": "52",
    "爸爸": "51",
    "妈妈": "52",
    "孙": "41",
    "外孙": "43",
    "户主本人": "02",
    "媳妇": "38",
    "儿媳妇": "38",
    "哥哥": "71",
    "弟弟": "73",
    "姐": "75",
    "妹": "77",
}

_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:\s.*)?")
_DIGITS = re.compile(r"(\d{4})(\d{2})(\d{2})")
_COUNT = re.compile(r"(\d{1,3})\s*(?:个|人|份|孩)?")


class Misfit(ValueError):
    """A cell that does not say what its column should; the text says what is allowed."""


def a_day(cell: Cell) -> date:
    """Return the day in a cell: a date, 2014-09-01, 2014.9.1, 2014年9月1日, 20140901."""
    day = cell.date() if isinstance(cell, datetime) else cell
    day = day if isinstance(day, date) else _written_day(cell)
    if not EARLIEST <= day <= LATEST:
        raise Misfit(f"{EARLIEST.year}年至{LATEST.year}年之间的日期")
    return day


def _written_day(cell: Cell) -> date:
    text = halfwidth(text_of(cell))
    match = _DAY.fullmatch(text) or _DIGITS.fullmatch(text)
    try:
        if match:
            return date(int(match[1]), int(match[2]), int(match[3]))
        if text.isdecimal() and int(text) in EXCEL_DAYS:
            return EXCEL_EPOCH + timedelta(days=int(text))
    except ValueError:
        pass
    raise Misfit("日期，如2014-09-01")


def a_tick(cell: Cell) -> bool:
    """Return whether a cell says yes."""
    text = text_of(cell).lower()
    if text in YES or text in NO:
        return text in YES
    raise Misfit("是或否")


def count_within(least: int, most: int) -> Callable[[Cell], int]:
    """Return the reader of a column of small whole numbers: 2, 2个, 2份."""

    def read(cell: Cell) -> int:
        match = _COUNT.fullmatch(halfwidth(text_of(cell)))
        if match is None or not least <= int(match[1]) <= most:
            raise Misfit(f"{least}至{most}的整数")
        return int(match[1])

    return read


def some_text(cell: Cell) -> str:
    """Return free text of a length that a document can hold."""
    text = text_of(cell)
    if len(text) > LONGEST_TEXT:
        raise Misfit(f"不超过{LONGEST_TEXT}字的文字")
    return text


def a_code(cell: Cell) -> str:
    """Return a number or code without blanks."""
    return halfwidth(some_text(cell)).upper()


def a_relation(cell: Cell) -> str:
    """Return the GB/T 4761 code of a relation written as name or code."""
    text = text_of(cell).removeprefix("户主的").removeprefix("户主之") or "户主"
    code = RELATION_CODES.get(text) or (text.zfill(2) if text.isdecimal() else "")
    if code not in RELATIONS:
        raise Misfit("与户主关系，如户主、妻、长子、长女、父亲")
    return code


def a_compliance(cell: Cell) -> str:
    """Return YES, NO or UNKNOWN."""
    if text_of(cell) in ("未知", "不详", "待核"):
        return "UNKNOWN"
    return "YES" if a_tick(cell) else "NO"


def one_of(words: Mapping[str, str]) -> Callable[[Cell], str]:
    """Return the reader of a column that holds one of some words, or their codes."""
    codes = frozenset(words.values())

    def read(cell: Cell) -> str:
        text = text_of(cell)
        code = words.get(text) or words.get(text.lower())
        if code is None and text.upper() in codes:
            code = text.upper()
        if code is None:
            raise Misfit("、".join(list(words)[:6]) + " 之一")
        return code

    return read


READERS: dict[str, Callable[[Cell], object]] = {
    "name": some_text,
    "id_type": one_of(ID_TYPES),
    "sex": one_of(SEXES),
    "birth_date": a_day,
    "relation_code": a_relation,
    "insured": a_tick,
    "insured_role": one_of(ROLES),
    "phone": a_code,
    "member_hukou": a_code,
    "disability_cert_no": a_code,
    "special_category": some_text,
    "proof_no": a_code,
    "verified_by": some_text,
    "verified_on": a_day,
    "valid_to": a_day,
    "signed": a_tick,
    "guardian_consent": a_tick,
    "household_key": a_code,
    "village_code": some_text,
    "group_name": some_text,
    "contact_phone": a_code,
    "hukou_address": some_text,
    "hukou_region_code": some_text,
    "hukou_type": one_of(HUKOU_TYPES),
    "residence_address": some_text,
    "residence_region_code": a_code,
    "residence_since": a_day,
    "children_born": count_within(0, 20),
    "birth_policy_compliant": a_compliance,
    "cert_no": a_code,
    "cert_issued_on": a_day,
    "cert_issuer": some_text,
    "rural_proof_no": a_code,
    "category_claimed": some_text,
    "remark": some_text,
    "enrolled_on": a_day,
    "plan": some_text,
    "units": count_within(1, 99),
    "payment_method": one_of(PAYMENTS),
    "payment_ref": a_code,
    "paid_on": a_day,
    "voluntary": a_tick,
    "personal_information": a_tick,
    "share_with_insurer": a_tick,
    "signature_kind": one_of(SIGNATURES),
    "witness_name": some_text,
    "witness_id_no": a_code,
    "applicant": some_text,
}

"""Identity numbers: what a number says and what is wrong with it (GB 11643)."""

import re
from datetime import date
from operator import mul

import msgspec

from jisheng_desktop.domain.documents import IdType, Sex
from jisheng_desktop.domain.problems import Problem, problem
from jisheng_desktop.domain.regions import is_known
from jisheng_desktop.domain.text import halfwidth

ID_TYPE_NAMES: dict[IdType, str] = {
    "RESIDENT_ID": "居民身份证",
    "HK_MACAO_TW_PERMIT": "港澳台居民居住证",
    "FOREIGN_PR_2017": "外国人永久居留身份证（2017版）",
    "FOREIGN_PR_2023": "外国人永久居留身份证（2023版）",
    "BIRTH_CERT": "出生医学证明",
    "PASSPORT": "护照",
    "OTHER": "其他证件",
    "NONE_PENDING": "暂无证件",
}
EARLIEST_BIRTH = date(1850, 1, 1)

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ZEROS = sum(_WEIGHTS) * ord("0")
_CHECK_DIGITS = "10X98765432"
_CENTENARIAN_SERIALS = frozenset(("996", "997", "998", "999"))
_BUILT_AS_18 = frozenset(("RESIDENT_ID", "HK_MACAO_TW_PERMIT", "FOREIGN_PR_2023"))
_FREE = frozenset(("PASSPORT", "OTHER"))

# The sign of multiplication, a Cyrillic and a Greek letter.
_LOOKALIKES = str.maketrans({"-": None, "×": "X", "\u0425": "X", "\u03a7": "X"})
_FORMATS: dict[IdType, re.Pattern[str]] = {
    "RESIDENT_ID": re.compile(r"[1-7][0-9]{16}[0-9X]|[1-7][0-9]{14}"),
    "HK_MACAO_TW_PERMIT": re.compile(r"8[123][0-9]{15}[0-9X]"),
    "FOREIGN_PR_2023": re.compile(r"9[0-9]{16}[0-9X]"),
    "FOREIGN_PR_2017": re.compile(r"[A-Z]{3}[0-9]{12}"),
    "BIRTH_CERT": re.compile(r"[A-Z][0-9]{9}"),
}
_FORMS_IN_WORDS: dict[IdType, str] = {
    "HK_MACAO_TW_PERMIT": "以81、82或83开头的18位号码",
    "FOREIGN_PR_2023": "以9开头的18位号码",
    "FOREIGN_PR_2017": "3位字母加12位数字",
}
_CERTIFICATE = re.compile(r"([0-9]{17}[0-9X])[1-7]([1-4])(?:B[1-9])?")


class IdNumber(msgspec.Struct, frozen=True):
    """What a number says once normalised; birth, sex and region only when sound."""

    text: str
    birth_date: date | None = None
    sex: Sex | None = None
    region_code: str | None = None
    problems: tuple[Problem, ...] = ()


def examine(id_type: IdType, raw: str | None, *, on: date, field: str) -> IdNumber:
    """Normalise a number and say what it tells; the first structural fault ends it.

    `on` is the day of enrolment: nobody is born after it. Reports E101–E105, W109,
    W110, E111, I116 and E117.
    """
    given = raw or ""
    text = _tidy(id_type, given)
    if not text:
        pending = id_type == "NONE_PENDING"
        return IdNumber("", problems=() if pending else (problem("E101", field),))
    if id_type in _BUILT_AS_18:
        number = _examine_18(id_type, text, on, field)
    else:
        number = IdNumber(text, problems=_shape_problems(id_type, text, field))
    if text == given:
        return number
    return _adding(number, problem("I116", field, x=text))


def id_type_of(text: str) -> IdType | None:
    """Return the kind of document whose format a normalised number has, if any."""
    return next((kind for kind, form in _FORMATS.items() if form.fullmatch(text)), None)


def check_digit(first17: str) -> str:
    """Return the last digit that belongs to 17 ASCII digits (MOD 11-2)."""
    return _CHECK_DIGITS[(sum(map(mul, _WEIGHTS, first17.encode())) - _ZEROS) % 11]


def upgrade_15(number: str) -> str:
    """Return the 18-digit form of a first-generation number; ValueError if it is none.

    Serials 996 to 999 were kept for people born before 1900.
    """
    if len(number) != 15 or not _is_digits(number):
        raise ValueError(f"not a 15-digit number: {number!r}")
    century = "18" if number[12:] in _CENTENARIAN_SERIALS else "19"
    first17 = f"{number[:6]}{century}{number[6:]}"
    return first17 + check_digit(first17)


def born_in(text: str) -> date | None:
    """Return the day of birth that digits 7 to 14 of a number say, None if no date."""
    try:
        return date(int(text[6:10]), int(text[10:12]), int(text[12:14]))
    except ValueError:
        return None


def downgrade_18(number: str) -> str:
    """Return the first-generation form of a number; ValueError if it never had one."""
    old = f"{number[:6]}{number[8:17]}"
    if upgrade_15(old) != number:
        raise ValueError(f"no 15-digit form exists: {number!r}")
    return old


def check_disability_certificate(
    cert_no: str | None, id_no: str, *, field: str
) -> tuple[Problem, ...]:
    """Return E118 unless it is empty or the identity number, type 1–7 and grade 1–4.

    A replaced certificate ends with B1 to B9.
    """
    text = _tidy("RESIDENT_ID", cert_no or "")
    match = _CERTIFICATE.fullmatch(text)
    if not text or (match and match[1] == id_no):
        return ()
    return (problem("E118", field, x=text),)


def disability_grade(cert_no: str | None) -> int | None:
    """Return the grade a disability certificate states, 1 the gravest; None if malformed."""
    match = _CERTIFICATE.fullmatch(_tidy("RESIDENT_ID", cert_no or ""))
    return int(match[2]) if match else None


def _tidy(id_type: IdType, raw: str) -> str:
    if _is_digits(raw):
        return raw
    text = halfwidth(raw).upper()
    return text if id_type in _FREE else text.translate(_LOOKALIKES)


def _is_digits(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _adding(number: IdNumber, *further: Problem) -> IdNumber:
    return msgspec.structs.replace(number, problems=(*number.problems, *further))


def _examine_18(id_type: IdType, text: str, on: date, field: str) -> IdNumber:
    if id_type == "RESIDENT_ID" and len(text) == 15 and _is_digits(text):
        return _examine_first_generation(text, on, field)
    born = _birth_or_fault(id_type, text, on, field)
    if isinstance(born, Problem):
        return IdNumber(text, problems=(born,))
    if id_type == "FOREIGN_PR_2023":
        return IdNumber(text, born)
    known = id_type != "RESIDENT_ID" or is_known(text[:6])
    unknown = () if known else (problem("W109", field, code=text[:6]),)
    sex: Sex = "M" if text[16] in "13579" else "F"
    return IdNumber(text, born, sex, text[:6], unknown)


def _examine_first_generation(text: str, on: date, field: str) -> IdNumber:
    new = upgrade_15(text)
    number = _examine_18("RESIDENT_ID", new, on, field)
    if number.birth_date is None:
        return msgspec.structs.replace(number, text=text)
    return _adding(number, problem("W110", field, new=new))


def _birth_or_fault(id_type: IdType, text: str, on: date, field: str) -> date | Problem:
    """Return the day of birth of a sound 18-digit number, else its first fault."""
    if not _FORMATS[id_type].fullmatch(text):
        fault = _wrong_type(text, field) or _wrong_build(id_type, text, field)
        if fault:
            return fault
    kind = ID_TYPE_NAMES[id_type]
    born = born_in(text)
    if born is None or not EARLIEST_BIRTH <= born <= on:
        return problem("E104", field, kind=kind, d=text[6:14])
    if check_digit(text[:17]) != text[17]:
        return problem("E105", field, kind=kind)
    return born


def _wrong_type(text: str, field: str) -> Problem | None:
    """Return E111 when a number has the format of a type other than the one chosen."""
    actual = id_type_of(text)
    if actual is None:
        return None
    return problem("E111", field, advice=f"应选择“{ID_TYPE_NAMES[actual]}”")


def _wrong_build(id_type: IdType, text: str, field: str) -> Problem | None:
    kind = ID_TYPE_NAMES[id_type]
    if len(text) != 18:
        return problem("E102", field, kind=kind, n=len(text))
    strange = text[:17].strip("0123456789") or text[17].strip("0123456789X")
    if strange:
        return problem("E103", field, kind=kind, c=strange[0])
    return _misshapen(id_type, field)


def _misshapen(id_type: IdType, field: str) -> Problem | None:
    """Return E111 saying how numbers of this type look, where that is known."""
    form = _FORMS_IN_WORDS.get(id_type)
    advice = f"{ID_TYPE_NAMES[id_type]}号码应为{form}"
    return problem("E111", field, advice=advice) if form else None


def _shape_problems(id_type: IdType, text: str, field: str) -> tuple[Problem, ...]:
    """Check a number of which only the format is known, or nothing at all."""
    form = _FORMATS.get(id_type)
    if id_type in _FREE or (form and form.fullmatch(text)):
        return ()
    fault = _wrong_type(text, field) or _malformed(id_type, text, field)
    return (fault,) if fault else ()


def _malformed(id_type: IdType, text: str, field: str) -> Problem | None:
    if id_type == "BIRTH_CERT":
        return problem("E117", field, x=text)
    return _misshapen(id_type, field)

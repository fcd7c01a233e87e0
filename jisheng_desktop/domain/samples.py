"""Invented families for practice and demonstration; every number is made up."""

from collections.abc import Iterator
from datetime import date

import msgspec

from jisheng_desktop.domain.documents import (
    Consents,
    Household,
    HouseholdDocument,
    InsuredRole,
    Member,
    OnlyChildCertificate,
    Payment,
    Sex,
    Signature,
)
from jisheng_desktop.domain.identity import check_digit

SCHEME = "xian-2025"
POLICY_YEAR = 2026
ENROLLED_ON = date(2026, 1, 15)
REGION = "610103"
PERSONS_SCHEME, PERSONS_PLAN, PERSONS_REGION = "hongta-2026", "person-40", "530402"
SURNAMES = "王李张刘陈杨赵黄周吴徐孙马朱胡郭何林"
GIVEN = "强芳伟敏静丽军杰娟勇艳涛明超兰霞平刚桂辉"
# Serials of one district and day: 500 men and 500 women.
PER_DAY = 490
# Certified with one child; rural with two daughters; paying for itself.
KINDS = 3


def sample_family(number: int, village_code: str) -> HouseholdDocument:
    """Return the invented household `number`: by turns certified, rural, self-paying."""
    kind, surname = number % KINDS, SURNAMES[number % len(SURNAMES)]
    couple = (
        _member("f", surname + _given(number), "M", date(1985, 3, 1), number, "02"),
        _member("m", "李" + _given(number + 7), "F", date(1986, 7, 1), number, "12"),
    )
    children = tuple(_children(number, surname))
    certificate = None if kind else OnlyChildCertificate(cert_no=f"演练{number:04d}")
    return HouseholdDocument(
        scheme=SCHEME,
        policy_year=POLICY_YEAR,
        enrolled_on=ENROLLED_ON,
        household=Household(
            village_code=village_code,
            group_name=f"{number % 5 + 1}组",
            hukou_region_code=REGION,
            hukou_address=f"演练路{number}号",
            hukou_type="RURAL",
            contact_phone=f"138{number:08d}",
            children_born=len(children),
            birth_policy_compliant="YES" if kind == 1 else "UNKNOWN",
            only_child_cert=certificate,
        ),
        members=(*couple, *children),
        applicant="f",
        consents=Consents(
            voluntary=True, personal_information=True, share_with_insurer=True
        ),
        signature=Signature(kind="SIGNED"),
        payment=Payment(method="PHONE", ref=f"演练{number:06d}", paid_on=ENROLLED_ON),
    )


def sample_couple(number: int, village_code: str) -> HouseholdDocument:
    """Return the invented couple `number`, insured one by one in the scheme of Hongta."""
    family = sample_family(number + PER_DAY, village_code)
    household = msgspec.structs.replace(
        family.household, hukou_region_code=PERSONS_REGION, only_child_cert=None
    )
    couple = tuple(
        msgspec.structs.replace(member, insured_role="PERSON", guardian_kind=None)
        for member in family.members[:2]
    )
    return msgspec.structs.replace(
        family,
        scheme=PERSONS_SCHEME,
        plan=PERSONS_PLAN,
        household=household,
        members=couple,
    )


def _children(number: int, surname: str) -> Iterator[Member]:
    name = surname + _given(number) + "宝"
    yield _member("c", name, "F", date(2013, 5, 1), number, "32")
    match number % KINDS:
        case 1:
            yield _member("d", surname + "小妹", "F", date(2015, 9, 1), number, "33")
        case 2:
            yield _member("d", surname + "小弟", "M", date(2015, 9, 1), number, "22")


def _given(number: int) -> str:
    return GIVEN[number % len(GIVEN)]


def _member(
    ref: str, name: str, sex: Sex, month: date, number: int, relation: str
) -> Member:
    born = month.replace(day=number // PER_DAY % 28 + 1)
    serial = number % PER_DAY * 2 + (sex == "M")
    first = f"{REGION}{born:%Y%m%d}{serial:03d}"
    role: InsuredRole = "PARENT" if relation in ("02", "12") else "CHILD"
    return Member(
        ref=ref,
        name=name,
        id_type="RESIDENT_ID",
        id_no=first + check_digit(first),
        sex=sex,
        birth_date=born,
        relation_code=relation,
        insured_role=role,
        insured=True,
        signed=True,
        guardian_kind="PARENT" if role == "PARENT" else None,
        guardian_consent=None if role == "PARENT" else True,
    )

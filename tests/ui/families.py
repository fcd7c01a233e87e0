"""Invented families in a real library: what the window is tried with."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import msgspec

from jisheng_desktop.domain.claims import Claim
from jisheng_desktop.domain.documents import HouseholdDocument
from jisheng_desktop.domain.schemes import Benefit
from jisheng_desktop.services.claims import change_claim, report_claim
from jisheng_desktop.services.enrolling import Enrolled, enroll, save_draft, void
from jisheng_desktop.services.founding import found_district
from jisheng_desktop.services.operators import Session
from jisheng_desktop.services.villages import set_village
from tests.builders import CASES, document, id_number, xian

VILLAGES = (
    ("610103001001", "示范一村", 40),
    ("610103001002", "示范二村", 36),
    ("610103002001", "东街社区", 24),
)
SURNAMES = "王李张刘陈杨赵黄周吴徐孙马朱胡郭何林"
GIVEN = "强芳伟敏静丽军杰娟勇艳涛明超兰霞平刚桂辉"
BENEFITS: tuple[Benefit, ...] = (
    "ACCIDENT_MEDICAL",
    "ILLNESS_INPATIENT",
    "CRITICAL_ILLNESS",
)
# What a case says more at each stage.
STAGES: tuple[Callable[[Claim], dict[str, object]], ...] = (
    lambda claim: {"documents": claim.missing, "invoice_fen": 386000},
    lambda _: {"applied_fen": 300000, "sent_on": date(2026, 5, 8)},
    lambda _: {"result": "PAID", "paid_fen": 281250, "paid_on": date(2026, 6, 1)},
)
SCHEME_FILES = ("xian-2025", "hongta-2026")


def found(folder: Path, password: str = "", schemes: int = 1) -> Session:
    """Found a Xi'an district office, with its scheme or with Hongta's too; villages."""
    texts = [
        (CASES / f"{name}.scheme.toml").read_text("utf-8") for name in SCHEME_FILES
    ]
    session = found_district(
        folder,
        "610103",
        "碑林区示范站",
        texts[:schemes],
        password,
        operator_name="李专员",
    )
    for code, name, target in VILLAGES:
        set_village(code, name, target)
    return session


def family(number: int, **changes: object) -> HouseholdDocument:
    """Return the invented household `number`: parents and one child, ready to enrol."""
    raw = xian("XA-01", enrolled_on="2026-01-15", **changes)
    surname = SURNAMES[number % len(SURNAMES)]
    raw["household"] |= {
        "village_code": VILLAGES[number % len(VILLAGES)][0],
        "group_name": f"{number % 7 + 1}组",
        "contact_phone": f"138{number:08d}",
    }
    for member in raw["members"]:
        _rename(member, surname, number)
    return document(raw)


def _rename(member: dict[str, object], surname: str, number: int) -> None:
    born = str(member["birth_date"] or "2012-04-04")
    odd = 1 if member["sex"] == "M" else 0
    given = GIVEN[(number // len(SURNAMES)) % len(GIVEN)]
    second = GIVEN[number % len(GIVEN)] if member["ref"] == "c" else ""
    moved = date.fromisoformat(born).replace(day=number // 500 % 27 + 1)
    serial = number % 500 * 2 % 998 + odd
    member |= {
        "name": f"{surname}{given}{second}",
        "id_no": id_number("610103", moved.isoformat(), serial),
        "birth_date": moved.isoformat(),
    }


def report_cases(session: Session, count: int) -> None:
    """Register a claim of each child of the first families, at every stage."""
    for number in range(count):
        child = family(number).members[-1]
        claim = Claim(
            name=child.name,
            id_no=child.id_no or "",
            benefit=BENEFITS[number % len(BENEFITS)],
            accident_on=date(2026, 4, number % 28 + 1),
            reported_on=date(2026, 4, number % 28 + 2),
            hospital="示范区医院",
        )
        known = report_claim(claim, operator=session.operator, reason="样例")
        for change in STAGES[: number % (len(STAGES) + 1)]:
            after = msgspec.structs.replace(known.claim, **change(known.claim))
            known = change_claim(
                known.number, after, operator=session.operator, reason="样例"
            )


def fill(session: Session, count: int) -> list[Enrolled]:
    """Enrol `count` families; then leave two drafts and one void record."""
    operator = session.operator
    done = [enroll(family(n), operator=operator) for n in range(count)]
    for n in range(count, count + 2):
        save_draft(family(n), operator=operator)
    if done:
        void(done[-1].enroll_no, operator=operator, reason="家长要求退保")
    return done

"""What a template for the insurer may ask of each insured person, by placeholder."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from jisheng_desktop.domain.decisions import Insured
from jisheng_desktop.domain.documents import Member
from jisheng_desktop.domain.enrollments import Enrollment, head
from jisheng_desktop.domain.identity import ID_TYPE_NAMES
from jisheng_desktop.domain.insured_rules import ROLE_NAMES
from jisheng_desktop.domain.lists import Kind, Value
from jisheng_desktop.domain.persons import SEX_NAMES
from jisheng_desktop.domain.policies import Numbers, person_key
from jisheng_desktop.domain.receipt_words import PAYMENT_NAMES
from jisheng_desktop.domain.relations import relation_name
from jisheng_desktop.domain.reports import Office


class Line(NamedTuple):
    """One insured person of an enrolment; `position` counts from 1 over the whole list.

    `policy_no` is empty as long as the insurer has issued none.
    """

    office: Office
    position: int
    village: str
    enrollment: Enrollment
    member: Member
    insured: Insured
    policy_no: str


class Placeholder(NamedTuple):
    """What a placeholder stands for, and how the value is written."""

    value: Callable[[Line], Value]
    kind: Kind = "text"


def insured_lines(
    office: Office,
    enrollment: Enrollment,
    village: str,
    first: int,
    numbers: Numbers,
) -> Iterator[Line]:
    """Yield the insured persons of an enrolment in the order of its decision."""
    members = {member.ref: member for member in enrollment.document.members}
    insured = enrollment.decision.insured if enrollment.decision else ()
    for position, each in enumerate(insured, first):
        member = members[each.ref]
        number = numbers.get(person_key(member), "")
        yield Line(office, position, village, enrollment, member, each, number)


def _head_name(line: Line) -> str:
    chief = head(line.enrollment.document)
    return chief.name if chief else ""


def _plan(line: Line) -> str:
    decision, document = line.enrollment.decision, line.enrollment.document
    shared = decision.plan if decision else None
    code = line.member.plan or shared or document.plan or ""
    year = line.office.scheme.year(line.office.year)
    names = {plan.code: plan.name for plan in (year.plans if year else ())}
    return names.get(code, code)


def _cover_begins(line: Line) -> date | None:
    """Cover begins as the scheme says, or on the day after a late enrolment."""
    year = line.office.scheme.year(line.office.year)
    day = year.effective_on if year else None
    enrolled = line.enrollment.document.enrolled_on
    return enrolled + timedelta(days=1) if day and enrolled >= day else day


def _cover_ends(line: Line) -> date | None:
    year = line.office.scheme.year(line.office.year)
    return year.expires_on if year else None


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _own_phone(line: Line) -> str | None:
    return line.member.phone or line.enrollment.document.household.contact_phone


PLACEHOLDERS: dict[str, Placeholder] = {
    "序号": Placeholder(lambda line: line.position, "count"),
    "户号": Placeholder(lambda line: line.enrollment.household_no),
    "参保号": Placeholder(lambda line: line.enrollment.enroll_no),
    "回执号": Placeholder(lambda line: line.enrollment.receipt_no),
    "保单号": Placeholder(lambda line: line.policy_no),
    "村居": Placeholder(lambda line: line.village),
    "村组": Placeholder(lambda line: line.enrollment.document.household.group_name),
    "户主姓名": Placeholder(_head_name),
    "姓名": Placeholder(lambda line: line.member.name),
    "性别": Placeholder(
        lambda line: SEX_NAMES[line.member.sex] if line.member.sex else ""
    ),
    "证件类型": Placeholder(lambda line: ID_TYPE_NAMES[line.member.id_type]),
    "证件号码": Placeholder(lambda line: line.member.id_no),
    "出生日期": Placeholder(lambda line: _day(line.member.birth_date)),
    "年龄": Placeholder(lambda line: line.insured.age, "count"),
    "与户主关系": Placeholder(
        lambda line: relation_name(line.member.relation_code or "")
    ),
    "投保身份": Placeholder(lambda line: ROLE_NAMES[line.member.insured_role]),
    "联系电话": Placeholder(
        lambda line: line.enrollment.document.household.contact_phone
    ),
    "本人电话": Placeholder(lambda line: line.member.phone),
    "电话": Placeholder(_own_phone),
    "户籍地址": Placeholder(
        lambda line: line.enrollment.document.household.hukou_address
    ),
    "认定类别": Placeholder(lambda line: line.office.category(line.insured.category)),
    "保障计划": Placeholder(_plan),
    "份数": Placeholder(
        lambda line: line.member.units or line.enrollment.document.units, "count"
    ),
    "应交保费": Placeholder(lambda line: line.insured.premium_fen, "yuan"),
    "财政补贴": Placeholder(lambda line: line.insured.subsidy_fen, "yuan"),
    "自付": Placeholder(lambda line: line.insured.self_pay_fen, "yuan"),
    "缴费方式": Placeholder(
        lambda line: PAYMENT_NAMES[line.enrollment.document.payment.method]
    ),
    "参保日期": Placeholder(lambda line: _day(line.enrollment.document.enrolled_on)),
    "保险起期": Placeholder(lambda line: _day(_cover_begins(line))),
    "保险止期": Placeholder(lambda line: _day(_cover_ends(line))),
    "备注": Placeholder(lambda line: line.enrollment.document.household.remark),
}

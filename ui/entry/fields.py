"""Every field of the form: its path in the household document, its label and its kind."""

from dataclasses import dataclass
from enum import Enum, auto


class Kind(Enum):
    """How a field is typed and what it becomes in the document."""

    TEXT = auto()
    NUMBER = auto()
    DAY = auto()
    COUNT = auto()
    CHOICE = auto()
    TICK = auto()


class Stop(Enum):
    """Whether Enter halts at a field on its way."""

    ALWAYS = auto()
    IF_EMPTY = auto()
    NEVER = auto()


@dataclass(frozen=True)
class Field:
    """One field; a member's `path` is relative to the member."""

    path: str
    label: str
    kind: Kind = Kind.TEXT
    stop: Stop = Stop.NEVER
    choices: str = ""
    hint: str = ""
    span: int = 1


HOUSEHOLD = (
    Field("household.village_code", "村居", Kind.CHOICE, Stop.IF_EMPTY, "village"),
    Field("household.group_name", "组别", stop=Stop.IF_EMPTY),
    Field("household.hukou_type", "户口性质", Kind.CHOICE, Stop.IF_EMPTY, "hukou_type"),
    Field("household.contact_phone", "联系电话", Kind.NUMBER, Stop.ALWAYS),
    Field("household.hukou_address", "户籍地址", stop=Stop.ALWAYS, span=2),
    Field("household.hukou_region_code", "户籍地区划", Kind.NUMBER, Stop.IF_EMPTY),
    Field("household.children_born", "生育子女数", Kind.COUNT, Stop.IF_EMPTY),
    Field("household.residence_region_code", "居住地区划", Kind.NUMBER, Stop.IF_EMPTY),
    Field("household.residence_address", "居住地址", stop=Stop.IF_EMPTY, span=2),
    Field("household.residence_since", "居住起始日期", Kind.DAY, Stop.IF_EMPTY),
)

EVIDENCE = (
    Field(
        "household.birth_policy_compliant",
        "符合当时生育政策",
        Kind.CHOICE,
        Stop.IF_EMPTY,
        "compliance",
    ),
    Field(
        "household.only_child_cert.cert_no",
        "光荣证号",
        stop=Stop.IF_EMPTY,
        hint="没有则留空",
    ),
    Field("household.only_child_cert.issued_on", "发证日期", Kind.DAY, Stop.IF_EMPTY),
    Field("household.only_child_cert.issuer", "发证机关"),
    Field("household.rural_proof.proof_no", "农村户籍证明号", stop=Stop.IF_EMPTY),
    Field("household.rural_proof.issuer", "出具单位"),
    Field("household.rural_proof.issued_on", "出具日期", Kind.DAY),
    Field("household.category_claimed", "申报类别", Kind.CHOICE, choices="claim"),
)

CONSENTS = (
    Field("consents.voluntary", "自愿参保", Kind.TICK),
    Field("consents.personal_information", "同意处理个人信息", Kind.TICK),
    Field("consents.share_with_insurer", "同意提供给承保公司", Kind.TICK),
    Field("consents.guardian", "监护人同意", Kind.TICK),
    Field("consents.parents_agree_to_guardian", "父母同意由监护人投保", Kind.TICK),
)

PAYMENT = (
    Field("plan", "保障计划", Kind.CHOICE, Stop.IF_EMPTY, "plan"),
    Field("units", "份数", Kind.COUNT),
    Field("payment.method", "缴费方式", Kind.CHOICE, Stop.IF_EMPTY, "payment"),
    Field("payment.ref", "流水号", stop=Stop.IF_EMPTY, hint="没有则留空"),
    Field("payment.paid_on", "缴费日期", Kind.DAY),
    Field("enrolled_on", "参保日期", Kind.DAY),
    Field("applicant", "投保人", Kind.CHOICE, choices="applicant"),
    Field("signature.kind", "签字", Kind.CHOICE, Stop.IF_EMPTY, "signature"),
    Field("signature.witness_name", "见证人", stop=Stop.IF_EMPTY),
    Field("signature.witness_id_no", "见证人证件号码", Kind.NUMBER, Stop.IF_EMPTY),
    Field("household.remark", "备注"),
)

GRID = (
    Field("id_no", "证件号码", Kind.NUMBER, Stop.ALWAYS),
    Field("name", "姓名", stop=Stop.ALWAYS),
    Field("sex", "性别", Kind.CHOICE, Stop.IF_EMPTY, "sex"),
    Field("birth_date", "出生日期", Kind.DAY, Stop.IF_EMPTY),
    Field("relation_code", "与户主关系", Kind.CHOICE, Stop.ALWAYS, "relation"),
    Field("insured_role", "投保身份", Kind.CHOICE, choices="role"),
    Field(
        "special_categories.0.category",
        "补助类别",
        Kind.CHOICE,
        Stop.IF_EMPTY,
        "special",
    ),
    Field("insured", "参保", Kind.TICK),
    Field("signed", "签字", Kind.TICK),
)

PERSON_MORE = (
    Field("id_type", "证件类型", Kind.CHOICE, choices="id_type"),
    Field("id_valid_to", "证件有效期至", Kind.DAY),
    Field("hukou_region_code", "本人户籍地区划", Kind.NUMBER, hint="与本户不同才填"),
    Field("phone", "本人电话", Kind.NUMBER),
    Field("disability_cert_no", "残疾人证号", Kind.NUMBER),
    Field("guardian_kind", "监护人类别", Kind.CHOICE, choices="guardian_kind"),
    Field("alive", "健在", Kind.TICK),
    Field("plan", "本人保障计划", Kind.CHOICE, choices="plan"),
    Field("units", "本人份数", Kind.COUNT),
    Field("special_categories.1.category", "另一类别", Kind.CHOICE, choices="special"),
)

CLAIM_PAPERS = (
    Field("proof_no", "证明编号", stop=Stop.IF_EMPTY),
    Field("verified_by", "核实单位", stop=Stop.IF_EMPTY),
    Field("verified_on", "核实日期", Kind.DAY, Stop.IF_EMPTY),
    Field("valid_to", "有效期至", Kind.DAY),
)

CLAIM_SLOTS = ("special_categories.0", "special_categories.1")
_CLAIM_FIELDS = tuple(
    Field(f"{slot}.{paper.path}", paper.label, paper.kind, paper.stop)
    for slot in CLAIM_SLOTS
    for paper in CLAIM_PAPERS
)
PERSON = GRID + PERSON_MORE + _CLAIM_FIELDS
OF_HOUSEHOLD = HOUSEHOLD + EVIDENCE + CONSENTS + PAYMENT

BY_PATH = {field.path: field for field in OF_HOUSEHOLD}
PERSON_BY_PATH = {field.path: field for field in PERSON}


def field_at(path: str) -> Field | None:
    """Return the field a path stands for, of the household or of a member."""
    if path.startswith("members."):
        return PERSON_BY_PATH.get(path.split(".", 2)[2])
    return BY_PATH.get(path)

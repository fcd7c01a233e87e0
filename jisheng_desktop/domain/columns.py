"""The columns of other people's rosters: what they are called, and what they mean."""

import re
from typing import NamedTuple

from jisheng_desktop.domain.text import halfwidth


class Target(NamedTuple):
    """What a column says: `field` of the row's own person, or of the one in `role`.

    `role` is empty, or names a person of a one-row household: head, spouse, father,
    mother, guardian, child1 …; household fields have none.
    """

    field: str
    role: str = ""

    @property
    def is_personal(self) -> bool:
        """Tell whether the column speaks of one person."""
        return self.field in PERSONAL


# What each field is called in the rosters that offices exchange. The first name is the
# one we write ourselves.
PERSONAL: dict[str, tuple[str, ...]] = {
    "name": (
        "姓名",
        "被保险人姓名",
        "被保险人",
        "成员姓名",
        "家庭成员姓名",
        "家庭成员",
        "参保人姓名",
        "参保人",
        "名字",
        "人员姓名",
        "被保人姓名",
        "被保人",
        "对象姓名",
    ),
    "id_no": (
        "证件号码",
        "身份证号码",
        "身份证号",
        "身份证",
        "公民身份号码",
        "公民身份证号码",
        "居民身份证号码",
        "居民身份证号",
        "证件号",
        "身份号码",
        "身份证件号码",
        "被保险人身份证号",
        "被保险人身份证号码",
        "被保险人证件号码",
        "被保险人证件号",
        "被保人证件号码",
        "被保人身份证号",
        "参保人身份证号码",
        "参保人身份证号",
    ),
    "id_type": ("证件类型", "证件种类", "身份证件类型", "证件名称"),
    "sex": ("性别",),
    "birth_date": ("出生日期", "出生年月日", "生日", "出生年月", "出生时间"),
    "relation_code": (
        "与户主关系",
        "关系",
        "与户主的关系",
        "家庭关系",
        "与投保人关系",
        "成员关系",
        "称谓",
    ),
    "insured": ("是否参保", "参保", "是否投保", "是否被保险人"),
    "insured_role": ("投保身份", "被保险人类别", "被保险人身份", "被保险人角色"),
    "phone": ("本人电话", "个人电话", "本人手机"),
    "member_hukou": ("本人户籍地", "本人户籍地代码"),
    "disability_cert_no": ("残疾证号", "残疾人证号", "残疾证号码", "残疾人证号码"),
    "special_category": (
        "人员类别",
        "补助类别",
        "特殊类别",
        "对象类别",
        "人员类型",
        "补贴类别",
        "对象类型",
        "类别",
        "补助对象类别",
        "扶助类别",
    ),
    "proof_no": (
        "证明编号",
        "特扶证号",
        "低保证号",
        "证明材料编号",
        "特扶证编号",
        "扶助证号",
        "类别证明编号",
    ),
    "verified_by": ("核实人", "审核人", "认定人", "核实单位"),
    "verified_on": ("核实日期", "认定日期", "审核日期"),
    "valid_to": ("证明有效期", "有效期至", "有效期", "截止日期", "证明有效期至"),
    "signed": ("本人签字", "本人是否签字", "被保险人签字", "是否本人签字"),
    "guardian_consent": ("监护人同意", "监护人是否同意"),
}
SHARED: dict[str, tuple[str, ...]] = {
    "household_key": (
        "户号",
        "户编号",
        "家庭编号",
        "户口簿号",
        "户口本号",
        "户口编号",
        "家庭户号",
        "家庭号",
        "户序号",
    ),
    "village_code": (
        "村居",
        "村",
        "村委会",
        "社区",
        "行政村",
        "所属村居",
        "村名",
        "村居名称",
        "村社区",
        "村居委会",
        "所在村居",
        "村居代码",
        "所在村",
    ),
    "group_name": ("村组", "组别", "村民小组", "小组", "组", "居民小组", "组名"),
    "contact_phone": (
        "联系电话",
        "电话",
        "手机",
        "手机号",
        "手机号码",
        "联系方式",
        "电话号码",
        "联系手机",
        "家庭电话",
        "户主电话",
        "户主联系电话",
        "户主手机号",
        "户主手机号码",
    ),
    "hukou_address": (
        "户籍地址",
        "户口所在地",
        "家庭住址",
        "住址",
        "地址",
        "家庭地址",
        "户口地址",
        "详细地址",
        "户籍所在地",
    ),
    "hukou_region_code": ("户籍地代码", "户籍地", "户籍区划", "户籍区划代码"),
    "hukou_type": ("户口性质", "户籍性质", "户口类型", "户籍类型", "户口类别"),
    "residence_address": ("居住地址", "现住址", "现居住地", "常住地址", "现居住地址"),
    "residence_region_code": ("居住地代码", "居住地区划", "居住地区划代码"),
    "residence_since": ("居住起始日期", "居住起始", "居住开始日期", "来本地居住日期"),
    "children_born": (
        "生育子女数",
        "子女数",
        "生育孩子数",
        "孩子数",
        "生育数",
        "子女个数",
        "子女总数",
    ),
    "birth_policy_compliant": (
        "符合当时生育政策",
        "是否符合当时生育政策",
        "是否符合生育政策",
        "政策内生育",
    ),
    "cert_no": (
        "光荣证编号",
        "光荣证号",
        "光荣证号码",
        "独生子女证号",
        "独生子女光荣证号",
        "独生子女父母光荣证编号",
        "独生子女父母光荣证号",
        "独生子女证编号",
    ),
    "cert_issued_on": ("光荣证发证日期", "发证日期", "发证时间", "办证日期"),
    "cert_issuer": ("光荣证发证机关", "发证机关", "发证单位"),
    "rural_proof_no": ("农村户籍证明编号", "村委会证明编号", "农村证明编号"),
    "category_claimed": ("申报类别", "家庭类别", "参保类别", "家庭类型", "户类别"),
    "remark": ("备注", "说明", "备注说明"),
    "enrolled_on": ("参保日期", "投保日期", "登记日期", "参保时间", "投保时间"),
    "plan": ("保障计划", "投保方案", "计划", "档次", "保险计划", "方案档次"),
    "units": ("份数", "投保份数", "购买份数"),
    "payment_method": ("缴费方式", "交费方式", "付款方式", "支付方式"),
    "payment_ref": ("缴费凭证号", "缴费流水号", "流水号", "交易流水号", "支付单号"),
    "paid_on": ("缴费日期", "交费日期", "付款日期", "缴费时间"),
    "voluntary": ("自愿参保", "自愿参保确认", "是否自愿", "是否自愿参保"),
    "personal_information": ("同意处理个人信息", "个人信息同意", "个人信息处理同意"),
    "share_with_insurer": (
        "同意提供给承保公司",
        "同意提供给保险公司",
        "信息共享同意",
    ),
    "signature_kind": (
        "签字方式",
        "投保人签字",
        "签字或手印",
        "签字手印",
        "投保人签字手印",
        "投保人签名",
    ),
    "witness_name": ("见证人姓名", "见证人"),
    "witness_id_no": ("见证人证件号码", "见证人身份证号", "见证人身份证号码"),
    "applicant": ("投保人姓名", "投保人"),
}
# Columns that everybody has and that say nothing new: amounts are computed here.
IGNORED = frozenset(
    (
        "序号",
        "编号",
        "年龄",
        "周岁",
        "应交保费",
        "应缴保费",
        "保费",
        "财政补贴",
        "财政补助",
        "补贴金额",
        "补助金额",
        "自付",
        "自付金额",
        "保险起期",
        "保险止期",
        "保险起止",
        "受益人",
        "经办人",
        "问题",
        "认定类别",
        "参保号",
        "回执号",
        "保单号",
        "状态",
        "民族",
    )
)

ROLES: tuple[tuple[str, str], ...] = (
    ("户主", "head"),
    ("配偶", "spouse"),
    ("父亲", "father"),
    ("男方", "father"),
    ("丈夫", "father"),
    ("母亲", "mother"),
    ("女方", "mother"),
    ("妻子", "mother"),
    ("监护人", "guardian"),
    ("子女", "child"),
    ("第一被保险人", "child"),
    ("独生子女", "child"),
    ("孩子", "child"),
    ("小孩", "child"),
)
ROLE_NAMES = {role: word for word, role in reversed(ROLES)}
CHILDREN = ("child1", "child2", "child3")
# The places a person has in a household that stands in one row.
PLACES = (*dict.fromkeys(role for _, role in ROLES if role != "child"), *CHILDREN)
ORDINALS = {"一": "1", "二": "2", "三": "3", "大": "1", "①": "1", "②": "2", "③": "3"}

_FIELDS = {
    name: field
    for fields in (SHARED, PERSONAL)
    for field, names in fields.items()
    for name in names
}
_NOISE = re.compile(r"[*＊:：、，,/／·\s“”\"《》|_-]")
_BRACKETS = re.compile(r"[（(【\[][^）)】\]]*[）)】\]]")
_ORDINAL = re.compile(r"第?([1-3一二三①②③])(?:个|孩)?")


def plain(header: str) -> str:
    """Return a header without blanks, marks and remarks in brackets."""
    text = halfwidth(header).replace("(", "（").replace(")", "）")
    return _NOISE.sub("", _BRACKETS.sub("", text))


def recognise(header: str) -> Target | None:
    """Return what a column of this name says, or None when nobody calls one so."""
    text = plain(header)
    if not text:
        return None
    if text in _FIELDS:
        return Target(_FIELDS[text])
    return _of_one_person(text)


def is_ignored(header: str) -> bool:
    """Tell whether a column is known and deliberately not read."""
    return plain(header) in IGNORED


def title(target: Target) -> str:
    """Return the name under which we write a column ourselves."""
    names = PERSONAL.get(target.field) or SHARED[target.field]
    role, ordinal = target.role.rstrip("123"), target.role.removeprefix("child")
    word = ROLE_NAMES.get(role, "")
    return f"{word}{ordinal}{names[0]}" if role == "child" else word + names[0]


def target_named(name: str) -> Target | None:
    """Return the target of a mapping file: `id_no`, `father.name`, `child2.id_no`."""
    role, _, field = name.rpartition(".")
    if field not in PERSONAL and field not in SHARED:
        return None
    return Target(field, role) if not role or role in PLACES else None


def _of_one_person(text: str) -> Target | None:
    """Read 父亲身份证号, 子女2姓名, 第二个孩子姓名, 户主."""
    for word, role in ROLES:
        before, found, after = text.partition(word)
        if not found or (before and not _ORDINAL.fullmatch(before)):
            continue
        ordinal, rest = _ordinal(before, after)
        field = _FIELDS.get(rest) if rest else "name"
        if field in PERSONAL:
            return Target(field, f"child{ordinal or 1}" if role == "child" else role)
    return None


def _ordinal(before: str, after: str) -> tuple[str, str]:
    """Take the number out of 第二个|孩子|姓名, 子女|2姓名 or 子女|姓名2."""
    for text, rest in (
        (before, after),
        (after[:1], after[1:]),
        (after[-1:], after[:-1]),
    ):
        match = _ORDINAL.fullmatch(text)
        if match:
            return ORDINALS.get(match[1], match[1]), rest
    return "", after

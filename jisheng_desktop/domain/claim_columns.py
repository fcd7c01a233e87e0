"""The columns of an insurer's list of claims, and how each is read."""

from jisheng_desktop.domain.cells import (
    READERS,
    Misfit,
    a_code,
    a_day,
    one_of,
    some_text,
)
from jisheng_desktop.domain.claims import RESULT_NAMES
from jisheng_desktop.domain.columns import Target, plain
from jisheng_desktop.domain.explaining import BENEFIT_NAMES
from jisheng_desktop.domain.money import parse_yuan
from jisheng_desktop.domain.policy_columns import TITLES as POLICY_TITLES
from jisheng_desktop.domain.policy_columns import a_policy_no
from jisheng_desktop.domain.sheet_lines import Reader
from jisheng_desktop.domain.sheets import Cell, text_of

TITLES: dict[str, tuple[str, ...]] = {
    "claim_no": ("赔案号", "案件号", "理赔编号", "报案号", "立案号", "理赔案号"),
    "benefit": ("保险责任", "赔付责任", "责任", "理赔责任", "险种责任", "理赔类型"),
    "accident_on": ("出险日期", "出险时间", "事故日期", "发生日期"),
    "reported_on": ("报案日期", "报案时间", "申请日期"),
    "invoice_fen": ("发票金额", "医疗费总额", "费用总额", "发票总额"),
    "reimbursed_fen": ("已报销金额", "医保报销金额", "其他途径报销", "医保报销"),
    "applied_fen": ("申请金额", "索赔金额"),
    "paid_fen": ("赔付金额", "赔款金额", "理赔金额", "赔款", "实赔金额", "给付金额"),
    "paid_on": ("赔付日期", "结案日期", "给付日期", "支付日期"),
    "result": ("理赔结果", "结论", "赔付结论", "案件状态", "结果"),
    "refuse_reason": ("拒赔原因", "不予赔付原因"),
    "cause": ("出险原因", "事故原因", "出险经过"),
    "hospital": ("就诊医院", "医院", "医疗机构"),
}
# A person may be named by the policy, where the identity number is missing.
TITLES |= {"policy_no": POLICY_TITLES["policy_no"]}
COLUMNS = {
    plain(title): Target(field) for field, titles in TITLES.items() for title in titles
}
BENEFITS = {name: code for code, name in BENEFIT_NAMES.items()} | {
    "意外死亡": "ACCIDENT_DEATH",
    "疾病死亡": "ILLNESS_DEATH",
    "重疾": "CRITICAL_ILLNESS",
    "意外残疾": "ACCIDENT_DISABILITY",
    "意外医疗": "ACCIDENT_MEDICAL",
    "意外伤害医疗": "ACCIDENT_MEDICAL",
    "疾病住院": "ILLNESS_INPATIENT",
    "疾病住院医疗": "ILLNESS_INPATIENT",
    "住院医疗": "ILLNESS_INPATIENT",
}
RESULTS = {name: str(code) for code, name in RESULT_NAMES.items()} | {
    "赔付": "PAID",
    "已赔": "PAID",
    "结案": "PAID",
    "已结案": "PAID",
    "给付": "PAID",
    "不予赔付": "REFUSED",
    "未结": "PENDING",
    "撤销": "WITHDRAWN",
}


def an_amount(cell: Cell) -> int:
    """Return the fen of an amount in yuan, typed as number or text."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return round(cell * 100)
    try:
        return parse_yuan(text_of(cell))
    except ValueError as error:
        raise Misfit("金额，如1250.50") from error


CLAIM_READERS: dict[str, Reader] = {
    **READERS,
    "claim_no": a_code,
    "policy_no": a_policy_no,
    "benefit": one_of(BENEFITS),
    "accident_on": a_day,
    "reported_on": a_day,
    "invoice_fen": an_amount,
    "reimbursed_fen": an_amount,
    "applied_fen": an_amount,
    "paid_fen": an_amount,
    "paid_on": a_day,
    "result": one_of(RESULTS),
    "refuse_reason": some_text,
    "cause": some_text,
    "hospital": some_text,
}

"""The papers that a claim needs, by what it is for; practice of the insurers, not law."""

from typing import Literal

from jisheng_desktop.domain.schemes import Benefit

Document = Literal[
    "ID_COPY",
    "BANK_ACCOUNT",
    "RECEIPT_COPY",
    "STATEMENT",
    "MEDICAL_RECORD",
    "INVOICE",
    "EXPENSE_LIST",
    "PRESCRIPTION",
    "EXAMINATION",
    "DISCHARGE",
    "DIAGNOSIS",
    "DISABILITY_REPORT",
    "DEATH_CERTIFICATE",
    "RELATION_PROOF",
    "SETTLEMENT",
    "TRAFFIC_POLICE",
]

DOCUMENT_NAMES: dict[Document, str] = {
    "ID_COPY": "身份证复印件",
    "BANK_ACCOUNT": "银行卡复印件（写明支行）",
    "RECEIPT_COPY": "保单或参保回执复印件",
    "STATEMENT": "事故经过说明",
    "MEDICAL_RECORD": "病历",
    "INVOICE": "发票原件",
    "EXPENSE_LIST": "费用清单",
    "PRESCRIPTION": "处方",
    "EXAMINATION": "检查报告",
    "DISCHARGE": "出院证明",
    "DIAGNOSIS": "诊断证明",
    "DISABILITY_REPORT": "伤残鉴定书",
    "DEATH_CERTIFICATE": "死亡证明",
    "RELATION_PROOF": "户口簿或关系证明",
    "SETTLEMENT": "其他途径报销结算单原件",
    "TRAFFIC_POLICE": "交警事故认定书",
}

_ALWAYS: tuple[Document, ...] = ("ID_COPY", "BANK_ACCOUNT", "RECEIPT_COPY")
_DEATH: tuple[Document, ...] = ("DEATH_CERTIFICATE", "RELATION_PROOF")
_FOR: dict[Benefit, tuple[Document, ...]] = {
    "ACCIDENT_DEATH": ("STATEMENT", *_DEATH),
    "ILLNESS_DEATH": ("MEDICAL_RECORD", *_DEATH),
    "CRITICAL_ILLNESS": ("MEDICAL_RECORD", "DIAGNOSIS", "EXAMINATION"),
    "ACCIDENT_DISABILITY": ("STATEMENT", "MEDICAL_RECORD", "DISABILITY_REPORT"),
    "ACCIDENT_MEDICAL": ("STATEMENT", "MEDICAL_RECORD", "INVOICE", "EXPENSE_LIST"),
    "ILLNESS_INPATIENT": ("MEDICAL_RECORD", "INVOICE", "EXPENSE_LIST", "DISCHARGE"),
}
# What helps when there is one, but is never missed.
_PERHAPS: dict[Benefit, tuple[Document, ...]] = {
    "ACCIDENT_DEATH": ("TRAFFIC_POLICE",),
    "ACCIDENT_DISABILITY": ("TRAFFIC_POLICE",),
    "ACCIDENT_MEDICAL": (
        "PRESCRIPTION",
        "EXAMINATION",
        "DISCHARGE",
        "SETTLEMENT",
        "TRAFFIC_POLICE",
    ),
    "ILLNESS_INPATIENT": ("EXAMINATION", "SETTLEMENT"),
}


def needed(benefit: Benefit, *, reimbursed: bool) -> tuple[Document, ...]:
    """Return the papers without which a claim will be sent back.

    `reimbursed`: somebody else has paid a part, so the insurer wants to see how much.
    """
    settlement: tuple[Document, ...] = ("SETTLEMENT",) if reimbursed else ()
    return (*_ALWAYS, *_FOR[benefit], *settlement)


def fitting(benefit: Benefit) -> tuple[Document, ...]:
    """Return every paper that may belong to a claim, what is needed first."""
    return (*_ALWAYS, *_FOR[benefit], *_PERHAPS.get(benefit, ()))

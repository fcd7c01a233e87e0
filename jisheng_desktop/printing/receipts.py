"""A receipt on paper: the words of its snapshot in the places of a template."""

from collections.abc import Iterator

from jisheng_desktop.domain.money import yuan
from jisheng_desktop.domain.policies import NOT_YET
from jisheng_desktop.domain.problems import problem
from jisheng_desktop.domain.receipt_words import day_words
from jisheng_desktop.domain.receipts import InsuredLine, Marks, Receipt
from jisheng_desktop.errors import UserError
from jisheng_desktop.printing.bands import Content
from jisheng_desktop.printing.fonts import missing
from jisheng_desktop.printing.forms import Template, Vocabulary
from jisheng_desktop.printing.papers import on_paper
from jisheng_desktop.printing.sheets import Sheet

_FIELDS = """
    title scheme station village issued_on receipt_no edition enroll_no household_no
    head phone address category plan period premium subsidy self_pay self_pay_capital
    payers payment applicant witness operator statements_left statements_right benefits
    reprint standing policy policy_no
"""
_INSURED = "order name id_no role benefits category plan premium subsidy self_pay"
VOCABULARY = Vocabulary(
    frozenset(_FIELDS.split()), (("insured", frozenset(_INSURED.split())),)
)
VOID = "作废"
PRACTICE = "演练"


class MissingGlyph(UserError):
    """No font can draw a character, so the receipt must not be printed (E208)."""


def receipt_sheets(
    receipt: Receipt, marks: Marks, code: str, template: Template
) -> tuple[Sheet, ...]:
    """Return the sheets of one receipt; raise `MissingGlyph` before anything is drawn.

    `code` is the text of its QR code.
    """
    require_glyphs(receipt)
    content = Content(
        fields=_fields(receipt, marks),
        items={"insured": [_insured_fields(line) for line in receipt.insured]},
        kind="PERSON" if receipt.by_person else "HOUSEHOLD",
        code=code,
        stamp=_stamp(receipt, marks),
    )
    return on_paper(template, content)


def require_glyphs(receipt: Receipt) -> None:
    """Raise `MissingGlyph` naming the character and the person, or the place, it is in."""
    for owner, text in _printed(receipt):
        char = missing(text)
        if char is not None:
            raise MissingGlyph(problem("E208", "", c=char, name=owner).text)


def _printed(receipt: Receipt) -> Iterator[tuple[str, str]]:
    """Yield everything typed by people, each with whose, or which, text it is."""
    for line in receipt.insured:
        yield line.name, line.name
        yield f"{line.name}的证件号码", line.id_no
    yield f"户主{receipt.head}", receipt.head
    yield f"投保人{receipt.applicant}", receipt.applicant
    yield f"见证人{receipt.witness}", receipt.witness
    yield "住址", receipt.address
    yield "村居名称", receipt.village
    yield "缴费方式", receipt.payment
    yield f"经办人{receipt.operator}", receipt.operator
    yield "站点名称", receipt.station
    yield "方案", receipt.scheme + receipt.category + receipt.plan + receipt.title
    yield "回执说明", "".join(receipt.statements)
    yield "保险单号", receipt.policy_no
    yield "回执号", receipt.receipt_no + receipt.household_no + receipt.phone


def _fields(receipt: Receipt, marks: Marks) -> dict[str, str]:
    statements = [f"{n}. {each}" for n, each in enumerate(receipt.statements, 1)]
    half = (len(statements) + 1) // 2
    corrected = f"（第{receipt.edition}版）" if receipt.edition > 1 else ""
    return {
        "title": receipt.title,
        "scheme": receipt.scheme,
        "station": receipt.station,
        "village": receipt.village,
        "issued_on": day_words(receipt.issued_on),
        "receipt_no": receipt.receipt_no + corrected,
        "edition": str(receipt.edition),
        "enroll_no": receipt.enroll_no,
        "household_no": receipt.household_no,
        "head": receipt.head,
        "phone": receipt.phone,
        "address": receipt.address,
        "category": receipt.category,
        "plan": receipt.plan,
        "period": receipt.period,
        "premium": money(receipt.premium_fen),
        "subsidy": money(receipt.subsidy_fen),
        "self_pay": money(receipt.self_pay_fen),
        "self_pay_capital": f"人民币{receipt.self_pay_capital}",
        "payers": "　".join(f"{p.name}{yuan(p.amount_fen)}" for p in receipt.payers),
        "payment": receipt.payment,
        "applicant": receipt.applicant,
        "witness": receipt.witness,
        "operator": receipt.operator,
        "statements_left": "\n".join(statements[:half]),
        "statements_right": "\n".join(statements[half:]),
        "benefits": "；".join(dict.fromkeys(line.benefits for line in receipt.insured)),
        "reprint": marks.reprint_words,
        "standing": marks.standing_words,
        "policy": receipt.policy_no or NOT_YET,
        "policy_no": receipt.policy_no,
    }


def _stamp(receipt: Receipt, marks: Marks) -> str:
    if marks.standing == "VOID":
        return VOID
    return PRACTICE if receipt.practice else ""


def _insured_fields(line: InsuredLine) -> dict[str, str]:
    return {
        "order": str(line.order),
        "name": line.name,
        "id_no": line.id_no,
        "role": line.role,
        "benefits": line.benefits,
        "category": line.category,
        "plan": line.plan,
        "premium": yuan(line.premium_fen or 0),
        "subsidy": yuan(line.subsidy_fen or 0),
        "self_pay": yuan(line.self_pay_fen or 0),
    }


def money(fen: int) -> str:
    """Return an amount as the paper shows it: ¥125.00."""
    return f"¥{yuan(fen)}"

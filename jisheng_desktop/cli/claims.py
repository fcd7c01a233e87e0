"""`jisheng claim`: the light register of claims: add, documents, send, result, list."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, TypeVar

import click
import msgspec

from jisheng_desktop.cli.stations import opened, operator_name
from jisheng_desktop.cli.terminal import Command, Terminal, pass_terminal
from jisheng_desktop.domain.claim_documents import DOCUMENT_NAMES
from jisheng_desktop.domain.claims import RESULT_NAMES, STAGE_NAMES, Claim, Registered
from jisheng_desktop.domain.enrollments import HistoryLine
from jisheng_desktop.domain.explaining import BENEFIT_NAMES
from jisheng_desktop.domain.masking import mask_id
from jisheng_desktop.domain.money import parse_yuan, yuan
from jisheng_desktop.domain.schemes import Benefit
from jisheng_desktop.errors import UserError
from jisheng_desktop.services.claim_histories import claim_history
from jisheng_desktop.services.claims import (
    change_claim,
    claim_with,
    claims,
    find_claimants,
    report_claim,
)
from jisheng_desktop.services.moments import today
from jisheng_desktop.services.operators import acting_operator
from jisheng_desktop.services.reporting import whose

T = TypeVar("T", bound=str)


@click.group("claim", help="理赔登记：报案、材料、送交、结果、列表。")
def claim_group() -> None:
    """Hold the commands of the register."""


def _day(_: object, __: object, text: str | None) -> date | None:
    try:
        return datetime.strptime(text, "%Y-%m-%d").date() if text else None  # noqa: DTZ007 - a day, no moment
    except ValueError as error:
        raise click.BadParameter("日期写作 2026-05-01") from error


def _fen(_: object, __: object, text: str | None) -> int | None:
    try:
        return parse_yuan(text) if text else None
    except ValueError as error:
        raise click.BadParameter("金额写作 1250.50") from error


def _named(names: Mapping[T, str]) -> Callable[[object, object, str], T]:
    """Return a callback that turns a Chinese name into its code."""
    codes = {name: code for code, name in names.items()}
    return lambda _, __, text: codes[text]


_NUMBER: Callable[..., Any] = click.argument("number", type=int)
_REASON: Callable[..., Any] = click.option("--reason", help="有需要说明的问题时的原因")


@claim_group.command("add", cls=Command, help="登记一件理赔（报案）。")
@click.argument("person")
@click.option(
    "--benefit",
    type=click.Choice(list(BENEFIT_NAMES.values())),
    callback=_named(BENEFIT_NAMES),
    required=True,
    help="保险责任",
)
@click.option("--accident", callback=_day, required=True, help="出险日期")
@click.option("--reported", callback=_day, help="报案日期（默认今天）")
@click.option("--invoice", callback=_fen, help="发票金额（元）")
@click.option("--reimbursed", callback=_fen, help="已由其他途径报销（元）")
@click.option("--applied", callback=_fen, help="申请金额（元）")
@click.option("--hospital", help="医院")
@click.option("--cause", help="出险经过")
@_REASON
@operator_name
@pass_terminal
def add(  # noqa: PLR0913 - one option, one parameter
    terminal: Terminal,
    *,
    person: str,
    benefit: Benefit,
    accident: date,
    reported: date | None,
    invoice: int | None,
    reimbursed: int | None,
    applied: int | None,
    hospital: str | None,
    cause: str | None,
    reason: str | None,
    operator: str | None,
) -> None:
    """Report a claim of the one insured person whom the text names."""
    with opened(terminal):
        name, id_no = _person(person)
        claim = Claim(
            name=name,
            id_no=id_no,
            benefit=benefit,
            accident_on=accident,
            reported_on=reported or today(),
            invoice_fen=invoice,
            reimbursed_fen=reimbursed,
            applied_fen=applied,
            hospital=hospital,
            cause=cause,
        )
        known = report_claim(claim, operator=acting_operator(operator), reason=reason)
    _answer(terminal, known)


@claim_group.command("documents", cls=Command, help="登记已收到的材料。")
@_NUMBER
@click.argument("papers", nargs=-1, type=click.Choice(list(DOCUMENT_NAMES.values())))
@operator_name
@pass_terminal
def documents(
    terminal: Terminal, *, number: int, papers: tuple[str, ...], operator: str | None
) -> None:
    """Tick papers off; what was ticked before stays."""
    came = [code for code, name in DOCUMENT_NAMES.items() if name in papers]
    with opened(terminal):
        had = claim_with(number).claim.documents
        known = _changed(
            number, operator, documents=tuple(dict.fromkeys([*had, *came]))
        )
    _answer(terminal, known)


@claim_group.command("send", cls=Command, help="登记材料已送保险公司。")
@_NUMBER
@click.option("--on", "day", callback=_day, help="哪天（默认今天）")
@_REASON
@operator_name
@pass_terminal
def send(
    terminal: Terminal,
    *,
    number: int,
    day: date | None,
    reason: str | None,
    operator: str | None,
) -> None:
    """Note that the papers went to the insurer."""
    with opened(terminal):
        known = _changed(number, operator, reason, sent_on=day or today())
    _answer(terminal, known)


@claim_group.command("result", cls=Command, help="登记保险公司的结果。")
@_NUMBER
@click.argument(
    "result",
    type=click.Choice(list(RESULT_NAMES.values())),
    callback=_named(RESULT_NAMES),
)
@click.option("--paid", callback=_fen, help="赔付金额（元）")
@click.option("--on", "day", callback=_day, help="赔付日期")
@click.option("--why", help="拒赔原因")
@click.option("--claim-no", help="保险公司的赔案号")
@_REASON
@operator_name
@pass_terminal
def result(  # noqa: PLR0913 - one option, one parameter
    terminal: Terminal,
    *,
    number: int,
    result: str,
    paid: int | None,
    day: date | None,
    why: str | None,
    claim_no: str | None,
    reason: str | None,
    operator: str | None,
) -> None:
    """Note what the insurer decided."""
    with opened(terminal):
        known = _changed(
            number,
            operator,
            reason,
            result=result,
            paid_fen=paid or 0,
            paid_on=day,
            refuse_reason=why,
            claim_no=claim_no or claim_with(number).claim.claim_no,
        )
    _answer(terminal, known)


@claim_group.command("list", cls=Command, help="列出理赔。")
@click.option("--scheme", "scheme_id", help="方案（站点只有一个方案时不用填）")
@click.option("--year", type=int, help="年度（默认当前年度）")
@pass_terminal
def list_claims(terminal: Terminal, *, scheme_id: str | None, year: int | None) -> None:
    """Show the register of a scheme and year."""
    with opened(terminal):
        here = whose(scheme_id, year)
        found = claims(here.scheme.id, here.year)
    terminal.answer({"claims": [_document(each) for each in found]}, _lines(found))


@claim_group.command(
    "history", cls=Command, help="一件理赔的经过：谁、何时、做了什么。"
)
@_NUMBER
@pass_terminal
def history(terminal: Terminal, *, number: int) -> None:
    """Show what happened to a claim, the newest change first."""
    with opened(terminal):
        lines = claim_history(claim_with(number))
    terminal.answer({"history": lines}, _told(lines))


def _told(lines: Sequence[HistoryLine]) -> Iterator[str]:
    for line in lines:
        why = f"（{line.reason}）" if line.reason else ""
        yield f"{line.at} {line.who}：{line.what}{why}"
        yield from (f"   {change}" for change in line.changes)


def _person(text: str) -> tuple[str, str]:
    """Return the name and number of the one person that a text finds."""
    found = {each.id_no: each.name for each in find_claimants(text)}
    if not found:
        raise UserError(f"没有找到被保险人“{text}”，请用姓名或证件号码")
    if len(found) > 1:
        names = "、".join(f"{name}（{mask_id(no)}）" for no, name in found.items())
        raise UserError(f"“{text}”找到{len(found)}人：{names}，请用完整的证件号码")
    ((id_no, name),) = found.items()
    return name, id_no


def _changed(
    number: int, operator: str | None, reason: str | None = None, **said: object
) -> Registered:
    after = msgspec.structs.replace(claim_with(number).claim, **said)
    who = acting_operator(operator)
    return change_claim(number, after, operator=who, reason=reason)


def _answer(terminal: Terminal, known: Registered) -> None:
    terminal.answer(_document(known), _lines((known,)))


def _document(known: Registered) -> dict[str, object]:
    claim = known.claim
    said: dict[str, object] = msgspec.to_builtins(claim)
    del said["id_no"]
    return {
        "number": known.number,
        "enroll_no": known.enroll_no,
        "village": known.village,
        "stage": claim.stage,
        "missing": list(claim.missing),
        "id_masked": mask_id(claim.id_no),
        **said,
    }


def _lines(found: Sequence[Registered]) -> Iterator[str]:
    if not found:
        yield "还没有登记理赔。"
    for known in found:
        claim = known.claim
        stage = STAGE_NAMES[claim.stage]
        ended = RESULT_NAMES[claim.result] if claim.result != "PENDING" else stage
        amount = f" {yuan(claim.paid_fen)}元" if claim.paid_fen else ""
        what = f"{claim.accident_on} {BENEFIT_NAMES[claim.benefit]}"
        yield f"{known.number}. {claim.name} {known.village} {what} {ended}{amount}"
        if claim.stage == "REPORTED":
            papers = "、".join(DOCUMENT_NAMES[each] for each in claim.missing)
            yield f"   还缺：{papers}"

"""`jisheng renew`, `renew-confirm`: last year's households in the new year."""

from typing import get_args

import click

from jisheng_desktop.cli.stations import opened, operator_name
from jisheng_desktop.cli.terminal import Command, Terminal, pass_terminal, say
from jisheng_desktop.domain.documents import PaymentMethod
from jisheng_desktop.services.operators import acting_operator
from jisheng_desktop.services.renewal_proposals import Proposal
from jisheng_desktop.services.renewing import (
    Agreed,
    Renewal,
    confirm_renewals,
)
from jisheng_desktop.services.renewing import renew as renew_year

REFUSED = 1
OUTCOMES = {"unchanged": "不变", "changed": "有变化", "ineligible": "不能续保"}


@click.command(
    "renew", cls=Command, help="把上年参保家庭逐户重新认定，存为新年度草稿。"
)
@click.option("--from", "from_year", type=int, required=True, help="原年度")
@click.option("--to", "to_year", type=int, required=True, help="新年度")
@click.option("--dry-run", is_flag=True, help="只看结果，不保存")
@operator_name
@pass_terminal
def renew(
    terminal: Terminal,
    *,
    from_year: int,
    to_year: int,
    dry_run: bool,
    operator: str | None,
) -> None:
    """Renew a year's households and say how each of them stands."""
    with opened(terminal):
        done = renew_year(
            from_year,
            to_year,
            operator=acting_operator(operator),
            dry_run=dry_run,
            progress=_say_progress,
        )
    terminal.answer(done, _lines(done))


@click.command(
    "renew-confirm",
    cls=Command,
    help="把已看过、已签字的续保草稿成批确认；每一项同意都须写明。",
)
@click.argument("uids", nargs=-1, required=True)
@click.option("--voluntary", is_flag=True, help="各户均已确认自愿参保")
@click.option("--personal-information", is_flag=True, help="均已同意处理个人信息")
@click.option("--share-with-insurer", is_flag=True, help="均已同意提供给承保公司")
@click.option("--guardians-agree", is_flag=True, help="不满14周岁的，监护人均已同意")
@click.option("--signed", is_flag=True, help="投保人和成年被保险人均已签字")
@click.option(
    "--payment",
    type=click.Choice(get_args(PaymentMethod)),
    default="NONE",
    help="各户的缴费方式",
)
@click.option("--reason", help="有提醒时的确认原因")
@operator_name
@pass_terminal
def renew_confirm(  # noqa: PLR0913 - one option, one parameter
    terminal: Terminal,
    *,
    uids: tuple[str, ...],
    voluntary: bool,
    personal_information: bool,
    share_with_insurer: bool,
    guardians_agree: bool,
    signed: bool,
    payment: PaymentMethod,
    reason: str | None,
    operator: str | None,
) -> int:
    """Confirm drafts of households that all agreed to the same, each all or nothing."""
    agreed = Agreed(
        voluntary=voluntary,
        personal_information=personal_information,
        share_with_insurer=share_with_insurer,
        guardians_agree=guardians_agree,
        signed=signed,
        payment=payment,
    )
    with opened(terminal):
        who = acting_operator(operator)
        done = confirm_renewals(uids, agreed, operator=who, reason=reason)
    lines = [f"{each.enroll_no} 回执号 {each.receipt_no}" for each in done.enrolled]
    lines += [f"{uid}：{why}" for uid, why in done.refused.items()]
    lines.append(f"确认{len(done.enrolled)}户，拒绝{len(done.refused)}户")
    terminal.answer(done, lines)
    return REFUSED if done.refused else 0


def _say_progress(done: int, total: int) -> None:
    if done < total:
        say(f"已认定 {done}/{total} 户")


def _lines(done: Renewal) -> list[str]:
    tense = "将存为" if done.dry_run else "已存为"
    told = [_line(each) for each in done.proposals if each.outcome != "unchanged"]
    kept = (
        f"不变{done.unchanged}户、有变化{done.changed}户，{tense}{done.to_year}年度草稿"
    )
    rest = f"不能续保{done.ineligible}户，新年度已登记{done.already}户"
    return [*told, f"{done.from_year}年度{done.households}户：{kept}；{rest}"]


def _line(proposal: Proposal) -> str:
    why = "；".join(proposal.reasons) or "请核对"
    who = f"{proposal.household_no} {proposal.head_name}"
    return f"{who}：{OUTCOMES[proposal.outcome]}（{why}）"

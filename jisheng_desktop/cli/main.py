"""The command line: groups the commands and turns every error into an exit code."""

import re
from collections.abc import Sequence
from pathlib import Path

import click
from click import exceptions

from jisheng_desktop import __version__
from jisheng_desktop.bug_report import bug_report
from jisheng_desktop.cli import terminal
from jisheng_desktop.cli.backups import backup, restore_command
from jisheng_desktop.cli.bundles import ack_command, export_command, import_command
from jisheng_desktop.cli.claims import claim_group
from jisheng_desktop.cli.deciding import decide
from jisheng_desktop.cli.demo import demo
from jisheng_desktop.cli.duplicates import duplicates
from jisheng_desktop.cli.enrolling import enroll_command
from jisheng_desktop.cli.founding import init, kit
from jisheng_desktop.cli.guides import desk_card, manual
from jisheng_desktop.cli.importing import import_claims, import_subsidies, import_xlsx
from jisheng_desktop.cli.looking import check, find, status
from jisheng_desktop.cli.moving import move
from jisheng_desktop.cli.policies import import_policies
from jisheng_desktop.cli.receipts import receipt_command, verify_receipt
from jisheng_desktop.cli.recovery import keys, recovery
from jisheng_desktop.cli.renewing import renew, renew_confirm
from jisheng_desktop.cli.reporting import report, roster
from jisheng_desktop.cli.schemes import schemes
from jisheng_desktop.cli.settling import settle
from jisheng_desktop.cli.terminal import Terminal
from jisheng_desktop.errors import CancelledByUser, UserError
from jisheng_desktop.logs import keep_report
from jisheng_desktop.paths import data_folder, log_folder

USAGE = 2
BUG = 70
INTERRUPTED = 130

CLICK_SENTENCES = (
    (re.compile(r"No such command '(.*)'"), "没有命令 {}"),
    (re.compile(r"Got unexpected extra arguments? \((.*)\)"), "多出了参数 {}"),
    (re.compile(r"Option '(.*)' requires an argument"), "选项 {} 后面缺少值"),
    (re.compile(r"Option '(.*)' does not take a value"), "选项 {} 后面不能有值"),
    (re.compile(r"'(.*)' is not a valid integer"), "“{}”不是整数"),
    (re.compile(r"(\S+) is not in the range (.*)"), "{} 不在 {} 之内"),
    (re.compile(r"'(.*)' is not one of (.*)"), "“{}”不是 {} 之一"),
    (re.compile(r"Directory '(.*)' is a file"), "“{}”是文件，不是文件夹"),
)

COMMANDS: tuple[click.Command, ...] = (
    init,
    kit,
    enroll_command,
    renew,
    renew_confirm,
    import_xlsx,
    import_subsidies,
    import_claims,
    claim_group,
    import_policies,
    roster,
    report,
    receipt_command,
    verify_receipt,
    settle,
    export_command,
    import_command,
    ack_command,
    duplicates,
    move,
    recovery,
    keys,
    find,
    status,
    check,
    backup,
    restore_command,
    decide,
    schemes,
    demo,
    manual,
    desk_card,
)


@click.group(
    help="计生家庭保险登记系统。不带命令时打开窗口。",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.option(
    "--data",
    type=click.Path(path_type=Path, file_okay=False),
    envvar="JISHENG_DATA",
    help="站点数据文件夹（默认用系统的用户数据文件夹）",
)
@click.version_option(__version__, message="%(version)s")
@click.pass_context
def jisheng(context: click.Context, data: Path | None) -> None:
    """Hold the commands; what they share travels as the Terminal."""
    context.obj = Terminal(data=data)


for _command in COMMANDS:
    jisheng.add_command(_command)


def run(arguments: Sequence[str]) -> int:
    """Run one command line and return its exit code (contracts.md section 1)."""
    as_json = "--json" in arguments
    try:
        return _invoke(arguments)
    except UserError as error:
        return terminal.refuse(error, as_json=as_json)
    except (CancelledByUser, KeyboardInterrupt, exceptions.Abort):
        terminal.say("已停止，没有保存任何内容。")
        return INTERRUPTED
    except Exception as error:  # noqa: BLE001 - the command line's boundary for bugs
        file = keep_report(bug_report(error), log_folder(data_folder()))
        terminal.say(f"程序出错，没有保存任何内容。错误报告：{file}")
        return BUG


def _invoke(arguments: Sequence[str]) -> int:
    try:
        result = jisheng.main(
            list(arguments), prog_name="jisheng", standalone_mode=False
        )
    except exceptions.Exit as stop:
        return stop.exit_code
    except exceptions.ClickException as error:
        terminal.say(usage_sentence(error))
        return USAGE
    return result if isinstance(result, int) else 0


def usage_sentence(error: exceptions.ClickException) -> str:
    """Say in one Chinese sentence what is wrong with a command line."""
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "jisheng"
    return f"命令行有误：{_usage_words(error)}。用法见 {path} --help"


def _usage_words(error: exceptions.ClickException) -> str:
    match error:
        case exceptions.NoSuchOption():
            near = (
                f"，是否为 {'、'.join(error.possibilities)}"
                if error.possibilities
                else ""
            )
            return f"没有选项 {error.option_name}{near}"
        case exceptions.NoArgsIsHelpError():
            return "缺少命令"
        case exceptions.MissingParameter():
            return f"缺少 {_parameter(error)}"
        case exceptions.BadParameter():
            return f"{_parameter(error)} 的值不对：{_in_chinese(error.message)}"
        case _:
            return _in_chinese(error.message)


def _in_chinese(message: str) -> str:
    """Return click's own sentence in Chinese; ours pass as they are."""
    plain = message.rstrip(".")
    for english, chinese in CLICK_SENTENCES:
        if found := english.match(plain):
            return chinese.format(*found.groups())
    return plain


def _parameter(error: exceptions.BadParameter) -> str:
    if error.param is not None:
        return error.param.get_error_hint(error.ctx)
    return str(error.param_hint or "参数")

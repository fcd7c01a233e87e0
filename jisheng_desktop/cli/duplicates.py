"""`jisheng duplicates`: the queue of persons who were reported twice."""

from collections.abc import Iterator, Sequence

import click
import msgspec

from jisheng_desktop.cli.stations import opened, operator_name
from jisheng_desktop.cli.terminal import Command, CommandGroup, Terminal, pass_terminal
from jisheng_desktop.domain.states import STATE_NAMES
from jisheng_desktop.services.duplicates import Pair, queue, resolve, undo
from jisheng_desktop.services.operators import acting_operator


@click.group(cls=CommandGroup, help="查重队列：列出、裁定（resolve）、撤销（undo）。")
@click.pass_context
def duplicates(context: click.Context) -> None:
    """Show the queue."""
    terminal: Terminal = context.obj
    if context.invoked_subcommand is None:
        with opened(terminal):
            pairs = queue()
        rows = [msgspec.to_builtins(pair) for pair in pairs]
        terminal.answer({"duplicates": rows}, _lines(pairs))


@duplicates.command("resolve", cls=Command, help="保留一份，退回另一份。")
@click.argument("number", type=int)
@click.option("--keep", multiple=True, required=True, help="保留哪份记录（uid）")
@click.option("--reason", required=True, help="原因")
@operator_name
@pass_terminal
def resolve_command(
    terminal: Terminal,
    *,
    number: int,
    keep: tuple[str, ...],
    reason: str,
    operator: str | None,
) -> None:
    """Keep one record and return the other."""
    with opened(terminal):
        who = acting_operator(operator)
        pair = resolve(number, keep, operator=who, reason=reason)
    terminal.answer(pair, _lines((pair,)))


@duplicates.command("undo", cls=Command, help="撤销一次裁定。")
@click.argument("number", type=int)
@operator_name
@pass_terminal
def undo_command(terminal: Terminal, *, number: int, operator: str | None) -> None:
    """Take a decision back."""
    with opened(terminal):
        pair = undo(number, operator=acting_operator(operator))
    terminal.answer(pair, _lines((pair,)))


def _lines(pairs: Sequence[Pair]) -> Iterator[str]:
    if not pairs:
        yield "没有重复参保。"
    for pair in pairs:
        yield f"{pair.id}. {'待核' if pair.open else '已处理'} {pair.kind} {pair.ground}"
        for side in pair.claims:
            state = STATE_NAMES[side.state]
            yield f"   {side.uid} {side.name} {side.village} {side.enrolled_on} {state}"

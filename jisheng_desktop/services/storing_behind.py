"""Storing one step behind: in a thread of its own, while the next step is worked out."""

from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from db.connection import disconnect, make_room
from jisheng_desktop.loading import Deferred

if TYPE_CHECKING:
    from concurrent import futures
else:
    futures = Deferred("concurrent.futures")

Step = TypeVar("Step")
Stored = TypeVar("Stored")


def stored_behind(
    steps: Iterable[Step], store: Callable[[Step], Stored]
) -> Generator[Stored]:
    """Yield what `store` returns for each step, in order, while the next is at work.

    At each yield everything yielded is stored, and nothing that comes after it: who
    closes the iterator there leaves no half. What `store` raises is raised here.
    """
    with _writer() as writer:
        before = None
        for step in steps:
            if before is not None:
                yield before.result()
            before = writer.submit(store, step)
        if before is not None:
            yield before.result()


@contextmanager
def _writer() -> "Iterator[futures.ThreadPoolExecutor]":
    """A thread with a connection to the library of its own, as long as the block."""
    with futures.ThreadPoolExecutor(1) as pool:
        try:
            pool.submit(make_room).result()
            yield pool
        finally:
            pool.submit(disconnect)

"""How long work tells how far it is, and hears that it shall stop."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

Item = TypeVar("Item")

EVERY = 200

# Called with how much is done and how much there is in all (bytes, files, households …);
# raises `CancelledByUser` to stop the work, which then undoes what it began.
Progress = Callable[[int, int], None]


class Steps:
    """Counts what passes by, and tells now and then how much of the whole that was."""

    def __init__(self, total: int, progress: Progress) -> None:
        """Begin with nothing of `total`."""
        self._done, self._total, self._progress = 0, total, progress

    def passing(self, items: Iterable[Item]) -> Iterator[Item]:
        """Yield the items as they are."""
        for item in items:
            if self._done % EVERY == 0:
                self._progress(self._done, self._total)
            self._done += 1
            yield item


def silent(_done: int, _total: int) -> None:
    """Report progress to nobody."""

"""How long work tells how far it is, and hears that it shall stop."""

from collections.abc import Callable

# Called with how much is done and how much there is in all (bytes, files, households …);
# raises `CancelledByUser` to stop the work, which then undoes what it began.
Progress = Callable[[int, int], None]


def silent(_done: int, _total: int) -> None:
    """Report progress to nobody."""

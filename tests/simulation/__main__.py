"""`make soak`: histories of new seeds, hour after hour, until one fails.

`python -m tests.simulation HOURS [FIRST SEED]`; a seed is enough to live it again.
"""

import sys
import time
from itertools import count, takewhile

from tests.simulation.many import endings, told

HOURS = 8
TOLD_EVERY = 1000


def main(hours: float, first: int) -> int:
    """Return 1 as soon as a history fails, having told its smallest form."""
    end = time.monotonic() + hours * 3600
    print(f"histories from seed {first} on, for {hours} h", flush=True)
    seeds = takewhile(lambda _: time.monotonic() < end, count(first))
    last = first
    for last, why in endings(seeds):
        if why is not None:
            print(f"seed {last} fails: {why}\n{told(last)}", flush=True)
            return 1
        if last % TOLD_EVERY == 0:
            print(f"up to seed {last}: everything holds", flush=True)
    print(f"up to seed {last}: everything holds")
    return 0


if __name__ == "__main__":
    given = dict(enumerate(sys.argv[1:]))
    sys.exit(main(float(given.get(0, HOURS)), int(given.get(1, time.time_ns()))))

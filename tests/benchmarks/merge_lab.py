"""Takes a folder of bundles in as the program would, and tells what that cost.

Run as a program, so that nothing of the benchmarks is in its memory:
`python -m tests.benchmarks.merge_lab DATA FOLDER` prints one JSON line.
"""

import json
import resource
import sys
import time
from pathlib import Path

from jisheng_desktop.services.importing import import_files
from jisheng_desktop.services.library import close_library, open_library
from jisheng_desktop.services.operators import Session, sign_in
from jisheng_desktop.services.reading_ahead import workers_for


def main(data: Path, folder: Path) -> None:
    """Take the folder in, and again, and again; times in ms, memory in MB at its highest.

    `moments` say after how many files what the clock showed, and how much CPU this
    process had spent.
    """
    open_library(data)
    session = sign_in(None, "")
    moments: list[tuple[int, float, float]] = []

    def note(done: int, _: int) -> None:
        clock, cpu = time.perf_counter(), time.process_time()
        moments.append((done, clock * 1000, cpu * 1000))

    began = time.perf_counter()
    results = import_files([folder], session, note)
    merged = _since(began)
    report = {
        "merged": merged,
        "moments": moments,
        "again": min(_again(folder, session) for _ in range(3)),
        "memory": _memory(len(results)),
        "applied": sum(each.applied for each in results),
    }
    close_library()
    sys.stdout.write(json.dumps(report) + "\n")


def _again(folder: Path, session: Session) -> float:
    began = time.perf_counter()
    import_files([folder], session)
    return _since(began)


def _since(began: float) -> float:
    return (time.perf_counter() - began) * 1000


def _memory(files: int) -> float:
    """This process and its helpers, each as large as the largest of them."""
    ours = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    helper = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return (ours + workers_for(files) * helper) / 1024


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))

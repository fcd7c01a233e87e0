"""The text of a bug report: what a developer needs, and nothing about any person.

Messages of exceptions may quote what was typed, so only their types, the places
in the code and the versions go in. Each section is collected in its own `try`:
a broken section never hides the error itself.
"""

import platform
import sys
import traceback
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from jisheng_desktop import __version__


def bug_report(error: BaseException) -> str:
    """Return the report of `error`: versions, system, and where it happened."""
    sections: dict[str, Callable[[], str]] = {
        "program": _program,
        "system": _system,
        "error": lambda: error_trace(error),
    }
    return "\n\n".join(_section(title, say) for title, say in sections.items()) + "\n"


def fingerprint(error: BaseException) -> str:
    """Return the same short text for every occurrence of the same bug."""
    return sha256(error_trace(error).encode()).hexdigest()[:16]


def error_trace(error: BaseException) -> str:
    """Return types and code places of `error` and of what led to it, oldest first."""
    return "\n".join(line for one in _chain(error) for line in _trace_lines(one))


def _section(title: str, say: Callable[[], str]) -> str:
    try:
        text = say()
    except Exception as trouble:  # noqa: BLE001 - a broken section must not hide the bug
        text = f"(not available: {type(trouble).__name__})"
    return f"[{title}]\n{text}"


def _program() -> str:
    now = datetime.now(UTC).isoformat(timespec="seconds")
    frozen = "frozen" if getattr(sys, "frozen", False) else "source"
    return f"jisheng-desktop {__version__} ({frozen})\n{now}"


def _system() -> str:
    system = f"{platform.system()} {platform.release()} {platform.machine()}"
    return f"{system}\nPython {platform.python_version()}"


def _chain(error: BaseException) -> list[BaseException]:
    chain = [error]
    while (cause := chain[-1].__cause__ or chain[-1].__context__) is not None:
        if cause in chain:
            break
        chain.append(cause)
    return chain[::-1]


def _trace_lines(error: BaseException) -> Iterator[str]:
    for frame in traceback.extract_tb(error.__traceback__):
        yield f"  {_short(frame.filename)}:{frame.lineno} in {frame.name}"
    yield f"{type(error).__module__}.{type(error).__qualname__}"


def _short(filename: str) -> str:
    """Return the last parts of a path: folders above may carry a user's name."""
    return "/".join(Path(filename).parts[-3:])

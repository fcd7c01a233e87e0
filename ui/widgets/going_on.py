"""Enter goes on: from a filled line to the next one that is still empty."""

from PySide6.QtWidgets import QLineEdit


def went_on(*lines: QLineEdit) -> bool:
    """Take the focus to the first empty line after the one in use; False at the end.

    An empty line is not left behind: the form itself says what is missing in it.
    """
    here = next((n for n, line in enumerate(lines) if line.hasFocus()), None)
    if here is None or not _filled(lines[here]):
        return False
    following = next((line for line in lines[here + 1 :] if not _filled(line)), None)
    if following is not None:
        following.setFocus()
    return following is not None


def _filled(line: QLineEdit) -> bool:
    return bool(line.text().strip())

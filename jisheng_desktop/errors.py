"""The errors that are meant for the user; everything else is a bug."""

import errno


class UserError(Exception):
    """A refusal by a rule or by validation: one sentence for the user, saying what to do.

    `exit_code` is what the command line ends with (contracts.md section 1).
    """

    exit_code = 1


class EnvironmentTrouble(UserError):
    """Trouble of the environment (disk, permission, damaged file, password); nothing was lost."""

    exit_code = 3


class CancelledByUser(Exception):
    """The user stopped the work: everything rolls back and nothing is shown."""


_REASONS = {
    errno.ENOSPC: "磁盘已满",
    errno.EFBIG: "磁盘已满，或文件超过允许的大小",
    errno.EROFS: "磁盘是只读的",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EIO: "磁盘读写出错",
    errno.ENOENT: "文件或文件夹不存在，U盘可能已拔出",
    errno.ENODEV: "磁盘或U盘已断开",
    errno.ENXIO: "磁盘或U盘已断开",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EISDIR: "这是文件夹，不是文件",
    errno.ENAMETOOLONG: "文件名太长",
}


def reason_of(error: OSError) -> str:
    """Return in words why the system refused; its own words where we have none."""
    known = _REASONS.get(error.errno or 0)
    return known or error.strerror or type(error).__name__

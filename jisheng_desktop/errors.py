"""The errors that are meant for the user; everything else is a bug."""


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

"""How the program looks on this computer: text size, light or dark."""

from ui.desk import Desk
from ui.theme import Look, TextSize

SIZES = tuple(TextSize)


def use_text_size(desk: Desk, size: TextSize) -> None:
    """Show everything in `size`, now and at every later start."""
    desk.settings.text_size = size
    desk.theme.use(desk.theme.look, size)


def use_look(desk: Desk, look: Look) -> None:
    """Show everything light, dark or as the system, now and at every later start."""
    desk.settings.look = look
    desk.theme.use(look, desk.theme.size)


def change_text_size(desk: Desk, steps: int) -> None:
    """Go `steps` sizes up or down, as far as there are sizes."""
    wanted = SIZES.index(desk.theme.size) + steps
    use_text_size(desk, SIZES[min(max(wanted, 0), len(SIZES) - 1)])

"""The two palettes: every colour of the program has a name and stands here."""

import msgspec


class Palette(msgspec.Struct, frozen=True):
    """Colours by what they are for, as `#rrggbb`; texts keep 4.5:1 on their ground."""

    window: str
    surface: str
    surface_soft: str
    line: str
    line_strong: str
    text: str
    text_soft: str
    text_faint: str
    text_disabled: str
    accent: str
    accent_hover: str
    accent_text: str
    accent_soft: str
    on_accent: str
    accent_disabled: str
    on_accent_disabled: str
    selection: str
    good: str
    good_soft: str
    warn: str
    warn_soft: str
    bad: str
    bad_soft: str
    info: str
    info_soft: str
    figure: str
    rail: str
    rail_text: str
    rail_hover: str
    rail_chosen: str
    rail_mark: str
    status: str
    badge: str
    on_badge: str
    practice: str
    on_practice: str
    tick: str
    shade: str  # which of the drawn arrows of resources/icons: light or dark


LIGHT = Palette(
    window="#f3f5f7",
    surface="#ffffff",
    surface_soft="#f6f8fa",
    line="#e1e6eb",
    line_strong="#b9c3ce",
    text="#1b2733",
    text_soft="#475767",
    text_faint="#5f6d7b",
    text_disabled="#98a4b0",
    accent="#1f6bb0",
    accent_hover="#185a96",
    accent_text="#1a609f",
    accent_soft="#e6f0fa",
    on_accent="#ffffff",
    accent_disabled="#b7d0e8",
    on_accent_disabled="#ffffff",
    selection="#dbe9f7",
    good="#1c7445",
    good_soft="#e6f4ec",
    warn="#8f5400",
    warn_soft="#fff4de",
    bad="#b3261e",
    bad_soft="#fdefee",
    info="#7fa6d0",
    info_soft="#eff5fc",
    figure="#17324d",
    rail="#17324d",
    rail_text="#d3deea",
    rail_hover="#1f4264",
    rail_chosen="#24527d",
    rail_mark="#4fb0ff",
    status="#e9eef3",
    badge="#d9822b",
    on_badge="#1b1200",
    practice="#6d3a9c",
    on_practice="#ffffff",
    tick="#1c7445",
    shade="light",
)

DARK = Palette(
    window="#14181d",
    surface="#1d232a",
    surface_soft="#222a32",
    line="#2f3942",
    line_strong="#51606d",
    text="#e8edf2",
    text_soft="#b6c2cd",
    text_faint="#93a1ae",
    text_disabled="#66737f",
    accent="#2f7fc8",
    accent_hover="#3f8fd8",
    accent_text="#7fbcf5",
    accent_soft="#1c3347",
    on_accent="#ffffff",
    accent_disabled="#27455f",
    on_accent_disabled="#8296a8",
    selection="#27435d",
    good="#6cc998",
    good_soft="#193327",
    warn="#f0b35a",
    warn_soft="#3a2d16",
    bad="#ff8f86",
    bad_soft="#422321",
    info="#5b8fc4",
    info_soft="#1b2c3e",
    figure="#e8f1fa",
    rail="#10161c",
    rail_text="#c3ced8",
    rail_hover="#1b2732",
    rail_chosen="#1f3c57",
    rail_mark="#4fb0ff",
    status="#181e24",
    badge="#d9822b",
    on_badge="#1b1200",
    practice="#8a55bb",
    on_practice="#ffffff",
    tick="#2c8a58",
    shade="dark",
)

"""The colours can be read: every text on its ground and every border, by the formula of WCAG 2.2."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest

from minzheng_desk.ui.look.tokens import CONTRAST, DARK, LIGHT, SCHEMES

TEXT, SHAPE = 4.5, 3.0
"""WCAG 2.2, 1.4.3 (text) and 1.4.11 (what shows where a control is, and icons)."""

_GROUNDS = ("paper", "surface", "soft", "softer", "sunken", "hover")
_TONES = ("ok", "warn", "bad", "neu", "info")
_ON_ACCENT = ("accent", "accent_hover", "accent_press")


def test_the_formula_gives_what_the_standard_gives() -> None:
    assert 21.0 == round(contrast("000000", "FFFFFF"), 2)
    assert 1.0 == contrast("1F5A8C", "1F5A8C")
    assert 4.54 == round(contrast("767676", "FFFFFF"), 2)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_text_can_be_read_on_its_ground(scheme: str) -> None:
    assert [] == weak(scheme, text_pairs(scheme), TEXT)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_fields_icons_and_the_focus_stand_out_from_their_ground(scheme: str) -> None:
    assert [] == weak(scheme, shape_pairs(scheme), SHAPE)


def test_the_schemes_have_the_same_names() -> None:
    assert set(SCHEMES[LIGHT]) == set(SCHEMES[DARK]) == set(SCHEMES[CONTRAST])


def test_high_contrast_deserves_its_name() -> None:
    pairs = product(("ink", "ink2", "ink3", "accent", *_TONES), ("paper", "surface", "soft"))
    assert [] == weak(CONTRAST, pairs, 7.0)


def text_pairs(scheme: str) -> Iterator[tuple[str, str]]:
    """Every colour that words are written in, with every ground they are written on."""
    yield from product(("ink", "ink2", "ink3", "accent"), _GROUNDS)
    yield from product(_TONES, ("surface", "paper"))
    yield from ((tone, f"{tone}_bg") for tone in _TONES)
    yield from product(("ink", "ink2"), [f"{tone}_bg" for tone in _TONES])
    yield from product(("on_accent",), _ON_ACCENT)
    yield from (("accent_hover", "surface"), ("ok", "soft"), ("bad", "soft"), ("bad", "sunken"))
    yield from product(("toast_t", "toast_link"), ("toast",))
    yield from product(("rail_t", "rail_m"), ("rail",))
    # In high contrast the open page is white on the black rail, with words of its own colour.
    yield from product(("rail_on",) if scheme == CONTRAST else ("rail_on", "rail_t", "rail_m"), ("rail2",))


def shape_pairs(scheme: str) -> Iterator[tuple[str, str]]:
    """What shows where a field is, where the keyboard is, and the colours of icons."""
    yield from product(("field", "focus"), ("surface", "paper"))
    yield from product(("ink2", "ink3", "accent", *_TONES), ("surface", "paper", "sunken"))
    yield from product(("rail_t",), ("rail",) if scheme == CONTRAST else ("rail", "rail2"))
    yield from product([f"chart{place}" for place in range(8)], ("surface",))


def weak(scheme: str, pairs: Iterator[tuple[str, str]], least: float) -> list[str]:
    """The pairs of a scheme that do not reach a contrast."""
    colours = SCHEMES[scheme]
    reached = {pair: contrast(colours[pair[0]], colours[pair[1]]) for pair in pairs}
    return [f"{ink} on {ground}: {how:.2f}" for (ink, ground), how in reached.items() if how < least]


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, from 1 to 21."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """How light a colour is, from 0 to 1."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

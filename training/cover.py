"""Covers aligned faces the way hands, masks, boards, cups and cloth do, before they are equalized. For train_covered.py.

A kind of cover is an outline, which grows over the face from any side, and a texture. `cover` grows it until the wanted
share of the face is hidden. The face is the ellipse of lib/quality/face-region.ts.
"""
from collections.abc import Callable

import numpy as np
from scipy.ndimage import map_coordinates

# As lib/quality/face-region.ts: grid, centre and half axes as parts of the side.
REGION_SIDE = 48
CENTER, RADIUS = (0.5, 0.55), (0.38, 0.42)

# Halvings of the growth: the hidden share comes within 2 points of the wanted one wherever the outline can reach it.
HALVINGS = 9
TOLERANCE = 0.02

# (x, y, growth) -> how far inside the cover a point lies, in parts of the side, below 0 outside. Growth 0 to 1.
Outline = Callable[[np.ndarray, np.ndarray, float], np.ndarray]
Random = np.random.Generator


def grid(side: int) -> tuple[np.ndarray, np.ndarray]:
    """Middles of the pixels as parts of the side: x and y, each [side, side]."""
    middles = ((np.arange(side) + 0.5) / side).astype(np.float32)
    return np.meshgrid(middles, middles)


def face_region(side: int) -> np.ndarray:
    """Which pixels belong to the face: [side, side] bool."""
    return sum(((part - center) / radius) ** 2 for part, center, radius in zip(grid(side), CENTER, RADIUS)) < 1


REGION_GRID = grid(REGION_SIDE)
FACE = face_region(REGION_SIDE)


def axes(x: np.ndarray, y: np.ndarray, angle: float) -> tuple[np.ndarray, np.ndarray]:
    """Along the way into the face and across it, from the face's middle."""
    x, y = x - CENTER[0], y - CENTER[1]
    return x * np.cos(angle) + y * np.sin(angle), y * np.cos(angle) - x * np.sin(angle)


def board(random: Random) -> Outline:
    angle, half = random.uniform(0, 2 * np.pi), random.uniform(0.3, 0.9)

    def outline(x: np.ndarray, y: np.ndarray, growth: float) -> np.ndarray:
        along, across = axes(x, y, angle)
        return np.minimum(1.1 * growth - 0.55 - along, half - np.abs(across))

    return outline


def mask(random: Random) -> Outline:
    curve, tilt, half = random.uniform(0, 0.15), random.uniform(-0.15, 0.15), random.uniform(0.36, 0.5)

    def outline(x: np.ndarray, y: np.ndarray, growth: float) -> np.ndarray:
        across = x - CENTER[0]
        top = 1 - 0.9 * growth + curve * (across / RADIUS[0]) ** 2 + tilt * across
        return np.minimum(y - top, half - np.abs(across))

    return outline


def capsule(along: np.ndarray, across: np.ndarray, tip: float, end: float, place: float, radius: float) -> np.ndarray:
    beyond = np.maximum(along - tip, np.maximum(end - along, 0))
    return radius - np.hypot(beyond, across - place)


def hand(random: Random, angle: float | None = None) -> Outline:
    """Fingers side by side, a palm behind them and an arm."""
    angle = random.uniform(0, 2 * np.pi) if angle is None else angle
    count, radius, size = random.integers(2, 6), random.uniform(0.045, 0.065), random.uniform(1, 2)
    lengths, gaps, aside = random.uniform(0.2, 0.32, count), random.uniform(1.9, 2.4), random.uniform(-0.15, 0.15)

    def outline(x: np.ndarray, y: np.ndarray, growth: float) -> np.ndarray:
        along, across = (part / size for part in axes(x, y, angle))
        across, tip = across - aside, (1.6 * growth - 0.62) / size
        palm = tip - 0.34
        inside = np.maximum(
            0.19 - np.hypot((along - palm) * 0.8, across), capsule(along, across, palm, -3, 0, 0.13)
        )
        for index, length in enumerate(lengths):
            place = (index - (count - 1) / 2) * radius * gaps
            inside = np.maximum(inside, capsule(along, across, tip - 0.32 + length, palm, place, radius))
        return inside * size

    return outline


def cloth(random: Random) -> Outline:
    """An uneven edge: hair, a scarf, a sleeve."""
    angle, waves = random.uniform(0, 2 * np.pi), random.uniform(1, 5, 3)
    heights, phases = random.uniform(0, 0.08, 3) / waves**0.5, random.uniform(0, 2 * np.pi, 3)

    def outline(x: np.ndarray, y: np.ndarray, growth: float) -> np.ndarray:
        along, across = axes(x, y, angle)
        edge = sum(height * np.sin(2 * np.pi * wave * across + phase) for height, wave, phase in zip(heights, waves, phases))
        return 1.5 * growth - 0.75 - along + edge

    return outline


def cup(random: Random) -> Outline:
    """A rounded block before the middle of the face or below it."""
    x0, y0, wide = random.uniform(0.4, 0.6), random.uniform(0.5, 0.8), random.uniform(0.7, 1.3)

    def outline(x: np.ndarray, y: np.ndarray, growth: float) -> np.ndarray:
        reach = 0.02 + 0.7 * growth
        return reach * (1 - (np.abs((x - x0) / (reach * wide)) ** 4 + np.abs((y - y0) / reach) ** 4) ** 0.25)

    return outline


def hands(random: Random) -> Outline:
    """Two of them, from both sides or from below."""
    angle = random.uniform(0, 2 * np.pi)
    both = [hand(random, angle), hand(random, angle + np.pi + random.uniform(-0.8, 0.8))]
    return lambda x, y, growth: np.maximum(*(one(x, y, growth) for one in both))


def corner(random: Random) -> Outline:
    """A corner first: a phone, a book, an elbow."""
    angle, open_angle = random.uniform(0, 2 * np.pi), random.uniform(0.5, 1.1)

    def outline(x: np.ndarray, y: np.ndarray, growth: float) -> np.ndarray:
        along, across = axes(x, y, angle)
        depth = 2 * growth - 0.6 - along
        return np.minimum(depth * np.cos(open_angle) + across * np.sin(open_angle), depth * np.cos(open_angle) - across * np.sin(open_angle))

    return outline


Texture = Callable[[np.ndarray, np.ndarray, np.ndarray, Random], np.ndarray]


def shade(texture: np.ndarray, random: Random) -> np.ndarray:
    """A slope of light and a little noise."""
    x, y = grid(len(texture))
    slope = random.uniform(-40, 40) * (x - 0.5) + random.uniform(-40, 40) * (y - 0.5)
    return texture + slope + random.uniform(0, 6) * random.standard_normal(texture.shape)


def plain(crop: np.ndarray, other: np.ndarray, inside: np.ndarray, random: Random) -> np.ndarray:
    return shade(np.full(crop.shape, random.uniform(5, 250)), random)


def skin(crop: np.ndarray, other: np.ndarray, inside: np.ndarray, random: Random) -> np.ndarray:
    """The level of the picture's own cheeks, darker towards the edges of fingers."""
    side = len(crop)
    rows = slice(int(0.5 * side), int(0.66 * side))
    cheeks = np.concatenate([crop[rows, int(left * side) : int((left + 0.12) * side)].ravel() for left in (0.22, 0.66)])
    round_off = random.uniform(0.6, 0.9) + 0.3 * np.clip(inside / 0.06, 0, 1)
    return shade(np.median(cheeks) * random.uniform(0.85, 1.15) * round_off, random)


def picture(crop: np.ndarray, other: np.ndarray, inside: np.ndarray, random: Random) -> np.ndarray:
    """A part of another picture, enlarged and turned."""
    side = len(crop)
    part = int(side / random.uniform(1.2, 3))
    top, left = random.integers(0, side - part, 2)
    rows = (np.arange(side) * part) // side
    patch = np.rot90(other[top : top + part, left : left + part][rows][:, rows], random.integers(4))
    return (patch.astype(np.float32) - 127) * random.uniform(0.4, 1.2) + random.uniform(70, 180)


def stripes(crop: np.ndarray, other: np.ndarray, inside: np.ndarray, random: Random) -> np.ndarray:
    x, y = grid(len(crop))
    angle, waves = random.uniform(0, np.pi), random.uniform(3, 12)
    return random.uniform(60, 190) + random.uniform(10, 60) * np.sin(2 * np.pi * waves * (x * np.cos(angle) + y * np.sin(angle)))


# Kind -> outline and the textures it is drawn with. Those that the probe learns from, and others that only judge it.
KINDS: dict[str, tuple[Callable[[Random], Outline], tuple[Texture, ...]]] = {
    "board": (board, (plain, picture)),
    "mask": (mask, (plain,)),
    "hand": (hand, (skin,)),
    "cloth": (cloth, (picture, plain)),
}
HELD_OUT_KINDS: dict[str, tuple[Callable[[Random], Outline], tuple[Texture, ...]]] = {
    "cup": (cup, (plain,)),
    "hands": (hands, (skin,)),
    "corner": (corner, (stripes, picture)),
}


def hidden_share(outline: Outline, growth: float) -> float:
    return float((outline(*REGION_GRID, growth)[FACE] > 0).mean())


def grow(outline: Outline, share: float) -> float | None:
    """The growth at which `share` of the face is hidden; None where the outline never hides as much."""
    low, high = 0.0, 1.0
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if hidden_share(outline, middle) < share else (low, middle)
    return high if abs(hidden_share(outline, high) - share) <= TOLERANCE else None


def move_to_visible(crop: np.ndarray, hidden: np.ndarray, follow: float) -> np.ndarray:
    """The crop as a detector gives it that fits a face into what is left of it, as BlazeFace does with half a face:
    `follow` 0 not at all, 1 so far that what is left has the middle and the area of a whole face."""
    visible = FACE & ~hidden
    zoom = 1 + follow * ((FACE.sum() / visible.sum()) ** 0.5 - 1)
    columns, rows = (
        (center + follow * (part[visible].mean() - center) + (axis - center) / zoom) * len(crop) - 0.5
        for part, center, axis in zip(REGION_GRID, CENTER, grid(len(crop)))
    )
    return map_coordinates(crop.astype(np.float32), [rows, columns], order=1, mode="nearest")


def cover(crop: np.ndarray, other: np.ndarray, share: float, kinds: dict, random: Random, follow: float = 0) -> np.ndarray:
    """crop, other [side, side] uint8, luma 0 to 255; out: the same with `share` (0 to 1) of its face hidden, and moved."""
    while True:
        make_outline, textures = kinds[random.choice(list(kinds))]
        outline = make_outline(random)
        growth = grow(outline, share)
        if growth is not None:
            break
    inside = outline(*grid(len(crop)), growth)
    texture = textures[random.integers(len(textures))](crop, other, inside, random)
    # FER2013's pixels are a 48th of the side wide, a webcam's a fraction of that.
    alpha = np.clip(inside / random.uniform(0.008, 0.05) + 0.5, 0, 1)
    covered = crop + alpha * (texture - crop)
    if follow > 0:
        covered = move_to_visible(covered, outline(*REGION_GRID, growth) > 0, follow)
    return np.clip(covered + 0.5, 0, 255).astype(np.uint8)

"""Twins of lib/equalize and of the backbone's input scaling, on batches, and the training augmentation.

Crops are luma 0 to 255. `equalize_bi_histogram` gives bit for bit what lib/equalize/bi-histogram.ts gives (tests hold
each of the two against the same golden file); the augmentation happens before it, as blur and noise do in front of a camera.
"""
import io
import math

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image

LUMA_CENTER, LUMA_SCALE = 127.5, 64.0
LEVELS = 256


def equalize_bi_histogram(crops: torch.Tensor) -> torch.Tensor:
    """BBHE (Kim 1997) of each crop. In and out: [n, side, side] uint8."""
    flat = crops.flatten(1).long()
    count, pixels = flat.shape
    histogram = torch.zeros(count, LEVELS, dtype=torch.int64).scatter_add_(1, flat, torch.ones_like(flat))
    split = (flat.sum(1) // pixels)[:, None]
    levels = torch.arange(LEVELS)[None]
    lower = levels <= split
    cumulative = histogram.cumsum(1)
    below = cumulative.gather(1, split)
    total = torch.where(lower, below, pixels - below)
    share = torch.where(lower, cumulative, cumulative - below).double() / total.clamp(min=1)
    low = torch.where(lower, 0, split + 1).double()
    high = torch.where(lower, split, LEVELS - 1).double()
    # floor(x + 0.5) is JavaScript's Math.round; torch.round would take halves to even.
    mapping = torch.where(total > 0, torch.floor(low + (high - low) * share + 0.5), levels.double())
    return mapping.gather(1, flat).to(torch.uint8).view_as(crops)


def to_input(crops: torch.Tensor) -> torch.Tensor:
    """[n, side, side] uint8 -> [n, 1, side, side] float32, the backbone's input."""
    return ((crops.float() - LUMA_CENTER) / LUMA_SCALE)[:, None]


def resize(crops: torch.Tensor, side: int) -> torch.Tensor:
    """[n, s, s] uint8 -> [n, side, side] uint8, averaging areas when it shrinks."""
    if crops.shape[-1] == side:
        return crops
    resized = F.interpolate(crops[:, None].float(), size=(side, side), mode="bilinear", antialias=True, align_corners=False)
    return resized[:, 0].round().clamp(0, 255).to(torch.uint8)


def uniform(generator: torch.Generator, shape: tuple[int, ...], low: float, high: float) -> torch.Tensor:
    return low + (high - low) * torch.rand(shape, generator=generator)


def fill_cut_out(crops: torch.Tensor, generator: torch.Generator) -> torch.Tensor:
    """Replaces the black around a cut-out face by a smooth random background. [n, s, s] float."""
    count, side, _ = crops.shape
    coarse = uniform(generator, (count, 1, 5, 5), -60, 60) + uniform(generator, (count, 1, 1, 1), 20, 235)
    background = F.interpolate(coarse, size=(side, side), mode="bicubic", align_corners=False)[:, 0]
    background = background + 8 * torch.randn(crops.shape, generator=generator)
    return torch.where(crops < 6, background.clamp(0, 255), crops)


def augment(crops: torch.Tensor, side: int, cut_out: torch.Tensor, generator: torch.Generator, strength: float = 1.0) -> torch.Tensor:
    """Random flip, rotation, scale, shift, light, blur, noise and occlusion: `move`, then `worsen`.

    In: [n, s, s] uint8 and which of them are cut-outs [n] bool; out: [n, side, side] uint8, not yet equalized. `strength`
    (0 to 1) scales every range and every share but those of the flip and of the filled cut-outs.
    """
    (moved,) = move(crops, [side], cut_out, generator, strength)
    return worsen(moved, generator, strength)


def move(crops: torch.Tensor, sides: list[int], cut_out: torch.Tensor, generator: torch.Generator, strength: float) -> list[torch.Tensor]:
    """Fills cut-outs, then flips, turns, scales and shifts: the same at each of the sides, [n, side, side] float. As `augment` is given."""
    count = len(crops)
    picture = crops.float()
    fill = cut_out & (torch.rand(count, generator=generator) < 0.8)
    if fill.any():
        picture[fill] = fill_cut_out(picture[fill], generator)

    # One affine map does flip, rotation, scale and shift; outside, the border repeats as in lib/align.
    angle = strength * uniform(generator, (count,), -0.22, 0.22)
    scale = torch.exp(strength * uniform(generator, (count,), -0.13, 0.13))
    flip = torch.where(torch.rand(count, generator=generator) < 0.5, -1.0, 1.0)
    cos, sin = torch.cos(angle) * scale, torch.sin(angle) * scale
    shift = strength * uniform(generator, (count, 2), -0.10, 0.10)
    theta = torch.stack([torch.stack([cos * flip, -sin, shift[:, 0]], 1), torch.stack([sin * flip, cos, shift[:, 1]], 1)], 1)
    return [sample_affine(picture, theta, side) for side in sides]


def sample_affine(picture: torch.Tensor, theta: torch.Tensor, side: int) -> torch.Tensor:
    """[n, s, s] float by maps theta [n, 2, 3] -> [n, side, side] float."""
    # Averages first where the target is much smaller, so that the sampling does not alias.
    if picture.shape[-1] >= 1.5 * side:
        picture = F.interpolate(picture[:, None], size=(side * 5 // 4,) * 2, mode="bilinear", antialias=True, align_corners=False)[:, 0]
    grid = F.affine_grid(theta, (len(picture), 1, side, side), align_corners=False)
    return F.grid_sample(picture[:, None], grid, mode="bilinear", padding_mode="border", align_corners=False)[:, 0]


def worsen(picture: torch.Tensor, generator: torch.Generator, strength: float) -> torch.Tensor:
    """Light, blur, noise and occlusion. [n, side, side] float -> uint8. As `augment` is given."""
    count, side, _ = picture.shape
    # A fifth loses detail as a face far from a webcam does.
    coarse = torch.rand(count, generator=generator) < 0.2 * strength
    if coarse.any():
        small = int(uniform(generator, (1,), 0.45, 0.85).item() * side)
        blurred = F.interpolate(picture[coarse][:, None], size=(small, small), mode="bilinear", antialias=True, align_corners=False)
        picture[coarse] = F.interpolate(blurred, size=(side, side), mode="bilinear", align_corners=False)[:, 0]

    # Light: gamma, contrast, brightness and a slope across the face.
    gamma = torch.exp(strength * uniform(generator, (count, 1, 1), -0.35, 0.35))
    picture = 255 * (picture.clamp(0, 255) / 255) ** gamma
    slope = torch.linspace(-1, 1, side)
    across = uniform(generator, (count, 1, 1), -0.25, 0.25) * slope[None, None, :] + uniform(generator, (count, 1, 1), -0.2, 0.2) * slope[None, :, None]
    contrast = 1 + strength * uniform(generator, (count, 1, 1), -0.15, 0.15)
    picture = picture * (1 + strength * across) * contrast + strength * uniform(generator, (count, 1, 1), -10, 10)
    noisy = (torch.rand((count, 1, 1), generator=generator) < 0.3 * strength) * uniform(generator, (count, 1, 1), 0, 8)
    picture = picture + noisy * torch.randn(picture.shape, generator=generator)

    # Occlusion: one rectangle of random grey.
    for index in (torch.rand(count, generator=generator) < 0.25 * strength).nonzero()[:, 0].tolist():
        height, width = (uniform(generator, (2,), 0.12, 0.4) * side).int().tolist()
        top, left = (torch.rand(2, generator=generator) * torch.tensor([side - height, side - width])).int().tolist()
        picture[index, top : top + height, left : left + width] = torch.rand(1, generator=generator).item() * 255
    return picture.round().clamp(0, 255).to(torch.uint8)


def degrade(crops: torch.Tensor, generator: torch.Generator, share: float = 1.0) -> torch.Tensor:
    """What a poor camera adds, after `augment` and before the equalization: a face or camera that moves, little light, the noise
    of a sensor, and JPEG. In and out: [n, side, side] uint8. `share` (0 to 1) scales how often each is met.
    """
    count = len(crops)

    def chosen(part: float) -> torch.Tensor:
        return torch.rand(count, generator=generator) < part * share

    picture = crops.float()
    moved = chosen(0.2)
    if moved.any():
        number = int(moved.sum())
        picture[moved] = blur_motion(picture[moved], uniform(generator, (number,), 2, 9), uniform(generator, (number,), 0, math.pi))
    dark = chosen(0.2)[:, None, None]
    picture = picture * torch.where(dark, uniform(generator, (count, 1, 1), 0.15, 0.6), 1.0)
    # In the dark less of it is a level, and more of it a part of what is left.
    noise = chosen(0.3)[:, None, None] * uniform(generator, (count, 1, 1), 2, 20) * torch.where(dark, 0.4, 1.0)
    degraded = (picture + noise * torch.randn(picture.shape, generator=generator)).round().clamp(0, 255).to(torch.uint8)
    for index in chosen(0.35).nonzero()[:, 0].tolist():
        degraded[index] = through_jpeg(degraded[index], int(uniform(generator, (1,), 12, 70).item()))
    return degraded


def blur_motion(crops: torch.Tensor, length: torch.Tensor, angle: torch.Tensor, reach: int = 6) -> torch.Tensor:
    """Each crop along a line of its own `length` (pixels, at most 2 * reach + 1) and `angle` (radians). [n, side, side] float."""
    steps = torch.arange(-reach, reach + 1, dtype=torch.float32)
    y, x = torch.meshgrid(steps, steps, indexing="ij")
    cos, sin = torch.cos(angle)[:, None, None], torch.sin(angle)[:, None, None]
    along, across = (x * cos + y * sin).abs(), (y * cos - x * sin).abs()
    line = (length[:, None, None] / 2 + 0.5 - along).clamp(0, 1) * (1 - across).clamp(0, 1)
    kernels = line / line.sum((1, 2), keepdim=True)
    padded = F.pad(crops[None], (reach,) * 4, mode="replicate")
    return F.conv2d(padded, kernels[:, None], groups=len(crops))[0]


def through_jpeg(crop: torch.Tensor, quality: int) -> torch.Tensor:
    """[side, side] uint8, written and read once. `quality`: 1 to 95."""
    file = io.BytesIO()
    Image.fromarray(crop.numpy()).save(file, "JPEG", quality=quality)
    return torch.from_numpy(np.array(Image.open(file)))

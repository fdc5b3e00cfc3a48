"""What may happen to a garment between the photo and the network: another box, mirror, turn, light, blur."""

import cv2
import numpy as np
from numpy.typing import NDArray

from contracts.geometry import Box
from serving.networks.square import OUTSIDE


def jittered(box: Box, random: np.random.Generator, *, person: bool) -> Box:
    """The box as another pose might have given it: each edge off by some per cent, all of it a bit larger.

    A photo that is read as one garment only loses some of its border.
    """
    x0, y0, x1, y1 = box
    width, height = x1 - x0, y1 - y0
    if person:
        grow = random.uniform(-0.04, 0.12)
        off = random.normal(0, 0.05, 4)
    else:
        grow = 0.0
        off = random.uniform(0, 0.12, 4) * (1, 1, -1, -1) * (random.random() < 0.7)
    x0, x1 = x0 + (off[0] - grow) * width, x1 + (off[2] + grow) * width
    y0, y1 = y0 + (off[1] - grow) * height, y1 + (off[3] + grow) * height
    x0, y0 = min(max(x0, 0.0), 0.95), min(max(y0, 0.0), 0.95)
    return (x0, y0, max(min(x1, 1.0), x0 + 0.05), max(min(y1, 1.0), y0 + 0.05))


def augmented(crop: NDArray[np.uint8], random: np.random.Generator) -> NDArray[np.uint8]:
    """A crop uint8 [S, S, 3] RGB as it might also have come. Hues hardly change: colours are learnt too."""
    if random.random() < 0.5:
        crop = crop[:, ::-1]
    if random.random() < 0.5:
        crop = _turned(crop, random)
    crop = _relit(crop, random)
    if random.random() < 0.2:
        crop = cv2.GaussianBlur(crop, (0, 0), random.uniform(0.5, 1.5)).astype(np.uint8, copy=False)
    if random.random() < 0.25:
        crop = _covered(crop, random)
    return np.ascontiguousarray(crop)


def _turned(crop: NDArray[np.uint8], random: np.random.Generator) -> NDArray[np.uint8]:
    side = crop.shape[0]
    matrix = cv2.getRotationMatrix2D((side / 2, side / 2), random.normal(0, 6), 1.0)
    turned = cv2.warpAffine(crop, matrix, (side, side), borderValue=(OUTSIDE, OUTSIDE, OUTSIDE))
    return turned.astype(np.uint8, copy=False)


def _relit(crop: NDArray[np.uint8], random: np.random.Generator) -> NDArray[np.uint8]:
    """Another exposure, contrast, saturation and white balance."""
    light = crop.astype(np.float32)
    grey = light.mean(axis=2, keepdims=True)
    light = grey + (light - grey) * random.uniform(0.7, 1.25)
    light = (light - 127) * random.uniform(0.8, 1.2) + 127 + random.normal(0, 14)
    light = light * random.normal(1, 0.04, 3)
    relit: NDArray[np.uint8] = np.clip(light, 0, 255).astype(np.uint8)
    return relit


def _covered(crop: NDArray[np.uint8], random: np.random.Generator) -> NDArray[np.uint8]:
    """Something in front of it, like a bag or an arm: one rectangle of a plain colour."""
    side = crop.shape[0]
    height, width = random.integers(side // 10, side // 3, 2)
    top, left = random.integers(0, side - height), random.integers(0, side - width)
    covered = crop.copy()
    covered[top : top + height, left : left + width] = random.integers(0, 256, 3)
    return covered

"""What may happen to a face crop between a head box in a street photo and the network."""

import cv2
import numpy as np
from numpy.typing import NDArray


def augmented(
    face: NDArray[np.uint8], random: np.random.Generator, strength: float = 1.0
) -> NDArray[np.uint8]:
    """A face uint8 [H, W, 3] RGB as it might also have come: moved, coarse, badly lit, partly hidden.

    `strength`, 0..1, is how far it is moved, and how often the rest happens; half the time it is mirrored.
    """
    face = _moved(face, random, strength)
    if random.random() < 0.4 * strength:
        face = _coarsened(face, random)
    if random.random() < strength:
        face = _relit(face, random)
    return _cut(face, random) if random.random() < 0.25 * strength else face


def _moved(face: NDArray[np.uint8], random: np.random.Generator, strength: float) -> NDArray[np.uint8]:
    height, width = face.shape[:2]
    angle, scale = random.normal(0, 7 * strength), random.uniform(0.85, 1.18) ** strength
    matrix = np.asarray(cv2.getRotationMatrix2D((width / 2, height / 2), angle, scale), np.float64)
    matrix[:, 2] += random.normal(0, 0.035 * strength, 2) * (width, height)
    if random.random() < 0.5:
        matrix = matrix @ np.array([[-1, 0, width - 1], [0, 1, 0], [0, 0, 1]], np.float64)
    moved = cv2.warpAffine(face, matrix, (width, height), borderMode=cv2.BORDER_REPLICATE)
    return moved.astype(np.uint8, copy=False)


def _coarsened(face: NDArray[np.uint8], random: np.random.Generator) -> NDArray[np.uint8]:
    """Blurred, or through as few pixels as a face has in a full-length photo (32 and more on a side)."""
    height, width = face.shape[:2]
    if random.random() < 0.3:
        return cv2.GaussianBlur(face, (0, 0), random.uniform(0.5, 1.8)).astype(np.uint8, copy=False)
    side = int(random.integers(32, height))
    small = cv2.resize(face, (side, side), interpolation=cv2.INTER_AREA)
    return cv2.resize(small, (width, height), interpolation=cv2.INTER_LINEAR).astype(np.uint8, copy=False)


def _relit(face: NDArray[np.uint8], random: np.random.Generator) -> NDArray[np.uint8]:
    """Another exposure curve, light from one side, faded or tinted colours, and sensor noise."""
    height, width = face.shape[:2]
    light = (face.astype(np.float32) / 255.0) ** np.float32(np.exp(random.normal(0, 0.25)))
    slope = random.normal(0, 0.25, 2).astype(np.float32)
    down, across = np.linspace(-1, 1, height)[:, None], np.linspace(-1, 1, width)[None, :]
    light *= (1 + slope[0] * down + slope[1] * across).astype(np.float32)[:, :, None]
    grey = light.mean(axis=2, keepdims=True)
    faded = 0.0 if random.random() < 0.15 else random.uniform(0.6, 1.25)
    light = (grey + (light - grey) * np.float32(faded)) * random.normal(1, 0.05, 3).astype(np.float32)
    noise = random.standard_normal((height, width, 1), np.float32)
    light += noise * np.float32(random.uniform(0, 0.03))
    relit: NDArray[np.uint8] = (np.clip(light, 0, 1) * 255).astype(np.uint8)
    return relit


def _cut(face: NDArray[np.uint8], random: np.random.Generator) -> NDArray[np.uint8]:
    """Partly out of the frame, or behind something: one side or one patch in a plain colour."""
    height, width = face.shape[:2]
    cut = face.copy()
    colour = random.integers(0, 256, 3)
    share = random.uniform(0.08, 0.3)
    match random.integers(4):
        case 0:
            cut[:, : int(share * width)] = colour
        case 1:
            cut[:, int((1 - share) * width) :] = colour
        case 2:
            cut[int((1 - share) * height) :] = colour
        case _:
            side = int(1.3 * share * height)
            top, left = random.integers(0, height - side), random.integers(0, width - side)
            cut[top : top + side, left : left + side] = colour
    return cut

"""What may happen to a face crop between a head box in a street photo and the network."""

import cv2
import numpy as np
from numpy.typing import NDArray


def augmented(face: NDArray[np.uint8], random: np.random.Generator) -> NDArray[np.uint8]:
    """A face uint8 [H, W] as it might also have come: moved, turned, mirrored, small, blurred, badly lit."""
    face = _moved(face, random)
    if random.random() < 0.5:
        face = _coarsened(face, random)
    return _relit(face, random)


def _moved(face: NDArray[np.uint8], random: np.random.Generator) -> NDArray[np.uint8]:
    height, width = face.shape
    angle, scale = random.normal(0, 7), random.uniform(0.85, 1.18)
    matrix = np.asarray(cv2.getRotationMatrix2D((width / 2, height / 2), angle, scale), np.float64)
    matrix[:, 2] += random.normal(0, 0.035, 2) * (width, height)
    if random.random() < 0.5:
        matrix = matrix @ np.array([[-1, 0, width - 1], [0, 1, 0], [0, 0, 1]], np.float64)
    moved = cv2.warpAffine(face, matrix, (width, height), borderMode=cv2.BORDER_REPLICATE)
    return moved.astype(np.uint8, copy=False)


def _coarsened(face: NDArray[np.uint8], random: np.random.Generator) -> NDArray[np.uint8]:
    """Blurred, or through as few pixels as a face has in a full-length photo (32 and more on a side)."""
    height, width = face.shape
    if random.random() < 0.3:
        return cv2.GaussianBlur(face, (0, 0), random.uniform(0.5, 1.8)).astype(np.uint8, copy=False)
    side = int(random.integers(32, height))
    small = cv2.resize(face, (side, side), interpolation=cv2.INTER_AREA)
    return cv2.resize(small, (width, height), interpolation=cv2.INTER_LINEAR).astype(np.uint8, copy=False)


def _relit(face: NDArray[np.uint8], random: np.random.Generator) -> NDArray[np.uint8]:
    """Another exposure curve, light from one side, and sensor noise."""
    height, width = face.shape
    light = (face.astype(np.float32) / 255.0) ** np.exp(random.normal(0, 0.25))
    slope = random.normal(0, 0.25, 2)
    down, across = np.linspace(-1, 1, height)[:, None], np.linspace(-1, 1, width)[None, :]
    light = light * (1 + slope[0] * down + slope[1] * across)
    light = light + random.normal(0, random.uniform(0, 0.03), (height, width))
    relit: NDArray[np.uint8] = (np.clip(light, 0, 1) * 255).astype(np.uint8)
    return relit

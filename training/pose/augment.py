"""Making many photos of one: cut at the waist or the neck, scaled, turned, mirrored, in other light."""

from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from contracts.pose import KEYPOINT_NAMES
from training.pose.labels import Known

Floats = NDArray[np.float32]
Image = NDArray[np.uint8]

_NECK = KEYPOINT_NAMES.index("neck")
_HIPS = [KEYPOINT_NAMES.index("right_hip"), KEYPOINT_NAMES.index("left_hip")]
_OTHER_SIDE = {"right": "left", "left": "right"}


def _mirrored(name: str) -> str:
    side, _, joint = name.partition("_")
    return f"{_OTHER_SIDE[side]}_{joint}" if side in _OTHER_SIDE else name


_MIRRORED = [[str(name) for name in KEYPOINT_NAMES].index(_mirrored(name)) for name in KEYPOINT_NAMES]

_CUT_AT_WAIST = 0.15  # shares of the photos
_CUT_AT_NECK = 0.1
_SMALL = 0.15
_GREY = 0.1
_MOST_DEGREES = 30.0
_USUAL_DEGREES = 12.0  # standard deviation
_SCALES = (0.8, 1.15)  # of the size at which the photo's height is the canvas's, as it is when served
_SMALL_SCALES = (0.45, 0.8)


@dataclass(frozen=True, slots=True)
class Example:
    """A photo with its label in pixels: image uint8 [H,W,3] RGB, the rest as in `Label`."""

    image: Image
    positions: Floats
    known: NDArray[np.int8]
    others: Floats


def augmented(example: Example, height: int, width: int, random: np.random.Generator) -> Example:
    """A random variant of `example` on a canvas of `height` x `width`."""
    chance = random.random()
    if chance < _CUT_AT_WAIST:
        example = cut_below_hips(example, random.uniform(-0.2, 0.6))
    elif chance < _CUT_AT_WAIST + _CUT_AT_NECK:
        example = cut_above_neck(example, random.uniform(-0.1, 0.25))
    small = chance > 1 - _SMALL
    scale = float(random.uniform(*(_SMALL_SCALES if small else _SCALES))) * height / example.image.shape[0]
    degrees = float(np.clip(random.normal(0, _USUAL_DEGREES), -_MOST_DEGREES, _MOST_DEGREES))
    example = _placed(example, scale, degrees, height, width, random)
    if random.random() < 0.5:
        example = mirrored(example)
    return replace(example, image=_in_other_light(example.image, random))


def mirrored(example: Example) -> Example:
    """Left and right exchanged, in the picture and in the names of the joints."""
    turned = np.array([example.image.shape[1] - 1, 0], np.float32)
    sign = np.array([-1, 1], np.float32)
    return Example(
        image=np.ascontiguousarray(example.image[:, ::-1]),
        positions=(turned + sign * example.positions)[_MIRRORED],
        known=example.known[_MIRRORED],
        others=turned + sign * example.others,
    )


def cut_below_hips(example: Example, torsos: float) -> Example:
    """Without the rows below a line `torsos` torso lengths under the hips; unchanged if they are unknown."""
    hip, torso = _hips_and_torso(example)
    return _rows(example, 0, round(hip + torsos * torso)) if torso else example


def cut_above_neck(example: Example, torsos: float) -> Example:
    """Without the rows above a line `torsos` torso lengths over the neck; unchanged if it is unknown."""
    hip, torso = _hips_and_torso(example)
    line = round(hip - (1 + torsos) * torso)
    return _rows(example, line, example.image.shape[0]) if torso else example


def _hips_and_torso(example: Example) -> tuple[float, float]:
    """Row of the hips and rows between them and the neck; both 0 where a label is missing."""
    hips = [hip for hip in _HIPS if example.known[hip] == Known.PLACE]
    if not hips or example.known[_NECK] != Known.PLACE:
        return 0.0, 0.0
    hip = float(example.positions[hips, 1].mean())
    return hip, hip - float(example.positions[_NECK, 1])


def _rows(example: Example, top: int, bottom: int) -> Example:
    top, bottom = max(top, 0), min(bottom, example.image.shape[0])
    if bottom - top < 64:
        return example
    shift = np.array([0, -top], np.float32)
    y = example.positions[:, 1]
    cut_off = (example.known == Known.PLACE) & ((y < top) | (y >= bottom))
    known = np.where(cut_off, Known.OUTSIDE, example.known).astype(np.int8)
    return Example(example.image[top:bottom], example.positions + shift, known, example.others + shift)


def _placed(
    example: Example, scale: float, degrees: float, height: int, width: int, random: np.random.Generator
) -> Example:
    """Scaled and turned, the person near the middle of the canvas from left to right."""
    photo_height, photo_width = example.image.shape[:2]
    placed = example.known == Known.PLACE
    middle_x = float(example.positions[placed, 0].mean()) if placed.any() else photo_width / 2
    matrix = cv2.getRotationMatrix2D((middle_x, photo_height / 2), degrees, scale)
    matrix[0, 2] += width * random.uniform(0.35, 0.65) - middle_x
    matrix[1, 2] += height * random.uniform(0.45, 0.55) - photo_height / 2
    border = cv2.BORDER_REPLICATE if random.random() < 0.7 else cv2.BORDER_CONSTANT
    grey = (float(random.uniform(0, 255)),) * 3
    image = cv2.warpAffine(
        example.image, matrix, (width, height), flags=cv2.INTER_LINEAR, borderMode=border, borderValue=grey
    )

    def move(points: Floats) -> Floats:
        return (points @ matrix[:, :2].T + matrix[:, 2]).astype(np.float32)

    return Example(image.astype(np.uint8), move(example.positions), example.known, move(example.others))


def _in_other_light(image: Image, random: np.random.Generator) -> Image:
    """Other contrast, brightness, white balance and grain; now and then no colour at all."""
    values = image.astype(np.float32)
    if random.random() < _GREY:
        values = np.repeat(values @ np.array([0.299, 0.587, 0.114], np.float32)[:, None], 3, axis=2)
    mean = values.mean()
    gains = random.uniform(0.7, 1.3) * random.uniform(0.9, 1.1, 3)
    values = (values - mean) * gains.astype(np.float32) + mean + random.uniform(-30, 30)
    if random.random() < 0.2:
        values += random.normal(0, 6, values.shape[:2]).astype(np.float32)[..., None]
    result: Image = np.clip(values, 0, 255).astype(np.uint8)
    return result

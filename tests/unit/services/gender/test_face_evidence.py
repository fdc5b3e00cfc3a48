import cv2
import numpy as np
import pytest

from services.gender.face_evidence import face_evidence
from tests.unit.services.gender.drawn_face import drawn_face


@pytest.mark.parametrize("light", [0.45, 0.7, 1.0])
def test_a_face_is_evidence_in_any_light(light: float) -> None:
    assert face_evidence(drawn_face(light)) > 0.9


def test_in_black_and_white_the_pattern_alone_tells() -> None:
    grey = cv2.cvtColor(cv2.cvtColor(drawn_face(1.0), cv2.COLOR_RGB2GRAY), cv2.COLOR_GRAY2RGB)
    assert face_evidence(grey.astype(np.uint8)) > 0.7
    assert face_evidence(np.ascontiguousarray(grey[::-1]).astype(np.uint8)) < 0.3


def test_a_face_a_little_off_its_place_is_evidence() -> None:
    moved = np.roll(drawn_face(1.0), (9, -12), axis=(0, 1))
    assert face_evidence(moved) > 0.8


@pytest.mark.parametrize("colour", [(20, 18, 16), (120, 60, 30), (200, 198, 199), (60, 120, 60)])
def test_hair_and_walls_are_no_evidence(colour: tuple[int, int, int]) -> None:
    strands = np.random.default_rng(1).normal(0, 12, (1, 150, 1)) + np.array(colour)
    crop = np.broadcast_to(strands.clip(0, 255), (150, 150, 3)).astype(np.uint8)
    assert face_evidence(crop) < 0.35

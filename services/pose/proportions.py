"""Lengths on the human body in trunk lengths, to stand in for joints that were not found.

The trunk runs from the mid of the shoulders to the mid of the hips. Source of all body segments: Drillis and
Contini, "Body Segment Parameters" (1966), given as shares of stature in Winter, "Biomechanics and Motor
Control of Human Movement", figure 4.1.
"""

from typing import Final

from contracts.pose import KeypointName

_SHOULDER, _HIP, _CHIN, _EYE = 0.818, 0.530, 0.870, 0.936  # heights above the floor
_TRUNK = _SHOULDER - _HIP

THIGH: Final = 0.245 / _TRUNK
"""Hip to knee."""
SHANK: Final = 0.246 / _TRUNK
"""Knee to ankle."""
SHOULDER_WIDTH: Final = 0.259 / _TRUNK
"""Right to left shoulder."""
HIP_SHARE: Final = 0.191 / 0.259
"""Width of the hips as a share of that of the shoulders."""
HEAD_HEIGHT: Final = (1 - _CHIN) / _TRUNK
"""Chin to crown."""
NECK_TO_EYES: Final = (_EYE - _SHOULDER) / _TRUNK
"""Mid of the shoulders to the height of the eyes, which is also the middle of the head."""

SEGMENTS: Final[tuple[tuple[KeypointName, KeypointName, float], ...]] = (
    ("nose", "neck", NECK_TO_EYES - 0.2 * HEAD_HEIGHT),
    ("neck", "right_shoulder", SHOULDER_WIDTH / 2),
    ("neck", "left_shoulder", SHOULDER_WIDTH / 2),
    ("right_shoulder", "right_elbow", 0.186 / _TRUNK),
    ("left_shoulder", "left_elbow", 0.186 / _TRUNK),
    ("right_elbow", "right_wrist", 0.146 / _TRUNK),
    ("left_elbow", "left_wrist", 0.146 / _TRUNK),
    ("right_hip", "right_knee", THIGH),
    ("left_hip", "left_knee", THIGH),
    ("right_knee", "right_ankle", SHANK),
    ("left_knee", "left_ankle", SHANK),
)
"""Pairs of joints and their distance, where nothing foreshortens it."""

FACE_SEGMENTS: Final[tuple[tuple[KeypointName, KeypointName, float], ...]] = (
    ("right_ear", "left_ear", 0.62),
    ("right_eye", "left_eye", 0.28),
    ("right_ear", "nose", 0.55),
    ("left_ear", "nose", 0.55),
)
"""The same on the head, in head heights: 14, 6.3 and 12.4 of 22.5 cm (NASA-STD-3000, 1995, anthropometry)."""

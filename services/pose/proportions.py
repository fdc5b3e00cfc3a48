"""Lengths on the human body in trunk lengths, to stand in for joints that were not found.

The trunk runs from the mid of the shoulders to the mid of the hips. The legs and the head are those of
Drillis and Contini, "Body Segment Parameters" (1966), given as shares of stature in Winter, "Biomechanics and
Motor Control of Human Movement", figure 4.1.

What spans joints that a pose network places elsewhere than an anatomist is "as seen": the median of 427
standing people with all joints found, on the training and validation part of the street photos. Shoulders are
the centres of the joints there, 0.59 trunks apart; in Winter they are the width of the body, 0.90.
"""

from typing import Final

from contracts.pose import KeypointName

_TRUNK = 0.818 - 0.530  # heights of shoulder and hip above the floor

THIGH: Final = 0.245 / _TRUNK
"""Hip to knee."""
SHANK: Final = 0.246 / _TRUNK
"""Knee to ankle."""
HEAD_HEIGHT: Final = 0.130 / _TRUNK
"""Chin to crown."""
SHOULDER_WIDTH: Final = 0.59
"""Right to left shoulder, as seen."""
HIP_SHARE: Final = 0.39 / 0.59
"""Right to left hip as a share of the width of the shoulders, as seen."""
NECK_TO_EYES: Final = 0.42 + 0.2 * HEAD_HEIGHT
"""Mid of the shoulders to the height of the eyes: to the nose as seen, and on by a fifth of the head."""

SEGMENTS: Final[tuple[tuple[KeypointName, KeypointName, float], ...]] = (
    ("nose", "neck", 0.42),
    ("neck", "right_shoulder", SHOULDER_WIDTH / 2),
    ("neck", "left_shoulder", SHOULDER_WIDTH / 2),
    ("right_shoulder", "right_elbow", 0.56),
    ("left_shoulder", "left_elbow", 0.56),
    ("right_elbow", "right_wrist", 0.41),
    ("left_elbow", "left_wrist", 0.41),
    ("right_hip", "right_knee", 0.78),
    ("left_hip", "left_knee", 0.78),
    ("right_knee", "right_ankle", 0.73),
    ("left_knee", "left_ankle", 0.73),
)
"""Pairs of joints and their distance, as seen: what an absent trunk is told by."""

FACE_SEGMENTS: Final[tuple[tuple[KeypointName, KeypointName, float], ...]] = (
    ("right_ear", "left_ear", 0.62),
    ("right_eye", "left_eye", 0.28),
    ("right_ear", "nose", 0.55),
    ("left_ear", "nose", 0.55),
)
"""The same on the head, in head heights: 14, 6.3 and 12.4 of 22.5 cm (NASA-STD-3000, 1995, anthropometry)."""

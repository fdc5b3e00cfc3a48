"""The COCO-18 skeleton as OpenPose's COCO networks number it: joints, limbs, channels of the fields."""

from typing import Final

import numpy as np

from contracts.pose import KEYPOINT_NAMES, KeypointName

JOINTS: Final = len(KEYPOINT_NAMES)
"""18; heatmap channel 18 is the background."""

STRIDE: Final = 8
"""Input pixels per cell of the network's maps."""

_FIELDS: Final[tuple[tuple[KeypointName, KeypointName, int], ...]] = (
    ("neck", "right_shoulder", 12),
    ("neck", "left_shoulder", 20),
    ("right_shoulder", "right_elbow", 14),
    ("right_elbow", "right_wrist", 16),
    ("left_shoulder", "left_elbow", 22),
    ("left_elbow", "left_wrist", 24),
    ("neck", "right_hip", 0),
    ("right_hip", "right_knee", 2),
    ("right_knee", "right_ankle", 4),
    ("neck", "left_hip", 6),
    ("left_hip", "left_knee", 8),
    ("left_knee", "left_ankle", 10),
    ("neck", "nose", 28),
    ("nose", "right_eye", 30),
    ("right_eye", "right_ear", 34),
    ("nose", "left_eye", 32),
    ("left_eye", "left_ear", 36),
    ("right_shoulder", "right_ear", 18),
    ("left_shoulder", "left_ear", 26),
)
# From, to, and the channel of x (y is the next one) of the unit vector that points from one to the other.
# Source: `pose_deploy_linevec.prototxt` of OpenPose (COCO), Cao et al., CVPR 2017.

LIMBS: Final = np.array([(KEYPOINT_NAMES.index(a), KEYPOINT_NAMES.index(b)) for a, b, _ in _FIELDS])
"""int64 [19, 2]: the joints that each limb runs from and to."""

LIMB_CHANNELS: Final = np.array([(channel, channel + 1) for _, _, channel in _FIELDS])
"""int64 [19, 2]: the part affinity channels of each limb, x then y."""

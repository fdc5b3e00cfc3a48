"""A face as a child would draw it, which is enough of a face to be one."""

import cv2
import numpy as np
from numpy.typing import NDArray


def drawn_face(light: float) -> NDArray[np.uint8]:
    """uint8 `[150, 150, 3]` RGB, framed as UTKFace frames its faces; `light` scales it, 0..1."""
    face = np.full((150, 150, 3), (228, 178, 148), np.uint8)
    for x in (45, 105):
        cv2.ellipse(face, (x, 43), (14, 6), 0, 0, 360, (90, 60, 50), -1)
        cv2.ellipse(face, (x, 29), (16, 3), 0, 0, 360, (110, 75, 60), -1)
    cv2.ellipse(face, (75, 104), (24, 5), 0, 0, 360, (165, 80, 75), -1)
    for x in (68, 82):
        cv2.circle(face, (x, 86), 4, (170, 110, 90), -1)
    return (cv2.GaussianBlur(face, (0, 0), 3) * light).astype(np.uint8)

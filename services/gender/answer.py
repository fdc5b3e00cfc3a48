"""From what the network says to what is answered: no more confidence than there is face."""

import numpy as np
from numpy.typing import NDArray

from contracts.gender import GenderResponse
from services.gender.task import LABELS


def gender_answer(
    probabilities: NDArray[np.float32], evidence: float, face: float, model: str
) -> GenderResponse:
    """The likelier label; its confidence goes to 0.5 as the evidence of a face does to 0.

    Args:
        probabilities: `[2]` of the network, in the order of `LABELS`.
        evidence: 0..1, how much the crop looks like a face. It scales the log-odds, so that doubt takes most
            from an answer that was hardly decided.
        face: 0..1, how visible the keypoints say that the face is. It scales what is left above 0.5.
        model: what made the probabilities.
    """
    p = np.clip(probabilities.astype(np.float64), 1e-6, 1)
    log_odds = evidence * abs(float(np.log(p[0] / p[1])))
    confidence = 0.5 + (1 / (1 + float(np.exp(-log_odds))) - 0.5) * face
    return GenderResponse(label=LABELS[int(p.argmax())], confidence=round(confidence, 4), model=model)

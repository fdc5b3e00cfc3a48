"""A served network as the teacher of another (Hinton et al. 2015, "Distilling the Knowledge")."""

from pathlib import Path

import onnxruntime
import torch
from torch import Tensor


class Teacher:
    """What an exported gender file says of augmented faces: whose sex it cannot see, it says so."""

    def __init__(self, model: Path, threads: int) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        # Its threads would otherwise wait in a loop on the cores that PyTorch computes on.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])

    def __call__(self, faces: Tensor) -> Tensor:
        """Faces uint8 [N, S, S, 3] -> probability of female, float [N], where the faces are."""
        (probabilities,) = self._session.run(["probabilities"], {"image": faces.cpu().numpy()})
        return torch.from_numpy(probabilities[:, 1]).to(faces.device)

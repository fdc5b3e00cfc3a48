"""What the clothes network is trained on, over the facts that are known of each crop."""

from torch import Tensor
from torch.nn import functional

from contracts.clothes import SLOTS
from training.clothes.data import UNKNOWN, Targets
from training.clothes.network import ClothesNetwork, HeadOutput

SMOOTHING = 0.05
WEIGHTS = {"category": 1.0, "worn": 0.5, "kind": 0.5, "colour": 0.3}


def losses(network: ClothesNetwork, outputs: dict[str, HeadOutput], targets: Targets) -> dict[str, Tensor]:
    """Each part of the loss, summed over slots and crops, per crop; unknown targets add nothing."""
    sums: dict[str, Tensor] = {}
    for place, slot in enumerate(SLOTS):
        output = outputs[slot]
        kinds, colours = network.proxies[slot](output.embedding.float())
        known = targets.worn[:, place] != UNKNOWN
        worn = functional.binary_cross_entropy_with_logits(
            output.worn.float()[known], targets.worn[known, place].float(), reduction="sum"
        )
        parts = {
            "category": _cross_entropy(output.categories.float(), targets.category[:, place]),
            "worn": worn,
            "kind": _cross_entropy(kinds, targets.kind[:, place]),
            "colour": _cross_entropy(colours, targets.colour[:, place]),
        }
        for name, value in parts.items():
            sums[name] = sums.get(name, value.new_zeros(())) + value
    return {name: value / len(targets.worn) for name, value in sums.items()}


def total(parts: dict[str, Tensor]) -> Tensor:
    """The weighted sum of `losses`."""
    return sum(
        (WEIGHTS[name] * value for name, value in parts.items()), next(iter(parts.values())).new_zeros(())
    )


def _cross_entropy(logits: Tensor, target: Tensor) -> Tensor:
    return functional.cross_entropy(
        logits, target, ignore_index=UNKNOWN, label_smoothing=SMOOTHING, reduction="sum"
    )

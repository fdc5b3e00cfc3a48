"""What the clothes network is trained on, over the facts that are known of each crop."""

from torch import Tensor
from torch.nn import functional

from contracts.clothes import SLOTS
from training.clothes.data import UNKNOWN, Targets
from training.clothes.network import ClothesNetwork, HeadOutput

SMOOTHING = 0.05
WEIGHTS = {"category": 1.0, "worn": 0.5, "kind": 0.5, "colour": 0.3, "pattern": 0.2}


def losses(network: ClothesNetwork, outputs: dict[str, HeadOutput], targets: Targets) -> dict[str, Tensor]:
    """Each part of the loss, summed over slots and crops, per crop; unknown targets add nothing."""
    sums: dict[str, Tensor] = {}
    for place, slot in enumerate(SLOTS):
        output, weight = outputs[slot], targets.weight[:, place]
        proxies = network.proxies[slot](output.embedding.float())
        known = targets.worn[:, place] != UNKNOWN
        worn = functional.binary_cross_entropy_with_logits(
            output.worn.float()[known], targets.worn[known, place].float(), weight[known], reduction="sum"
        )
        parts = {
            "category": _cross_entropy(output.categories.float(), targets.category[:, place], weight),
            "worn": worn,
            "kind": _cross_entropy(proxies.kinds, targets.kind[:, place], weight),
            "colour": _cross_entropy(proxies.colours, targets.colour[:, place], weight),
            "pattern": _cross_entropy(proxies.patterns, targets.pattern[:, place], weight),
        }
        for name, value in parts.items():
            sums[name] = sums.get(name, value.new_zeros(())) + value
    return {name: value / len(targets.worn) for name, value in sums.items()}


def total(parts: dict[str, Tensor]) -> Tensor:
    """The weighted sum of `losses`."""
    return sum(
        (WEIGHTS[name] * value for name, value in parts.items()), next(iter(parts.values())).new_zeros(())
    )


def _cross_entropy(logits: Tensor, target: Tensor, weight: Tensor) -> Tensor:
    each = functional.cross_entropy(
        logits, target, ignore_index=UNKNOWN, label_smoothing=SMOOTHING, reduction="none"
    )
    return (each * weight).sum()

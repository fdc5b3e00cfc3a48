"""The clothes networks as one call: the trunk's features go to the three heads inside of Triton.

image ──► clothes-trunk ──► features ──┬─► clothes-upper ──► upper_probabilities, upper_worn, …
                                       ├─► clothes-lower ──► lower_…
                                       └─► clothes-whole ──► whole_…
"""

from collections.abc import Mapping, Sequence
from typing import Final

from tritonclient.grpc.model_config_pb2 import ModelConfig, ModelOutput

CLOTHES: Final = "clothes"
LATEST: Final = -1


def clothes_ensemble(trunk: ModelConfig, heads: Mapping[str, ModelConfig]) -> ModelConfig:
    """One model of the trunk and its heads.

    Args:
        trunk: of one input and one output.
        heads: slot to the model that reads it; its outputs get the slot's name in front.
    """
    (image,), (features,) = trunk.input, trunk.output
    ensemble = ModelConfig(
        name=CLOTHES, platform="ensemble", max_batch_size=trunk.max_batch_size, input=[image]
    )
    steps = ensemble.ensemble_scheduling.step
    _map(steps.add(), trunk, {image.name: image.name}, {features.name: features.name})
    for slot, head in heads.items():
        named = {output.name: f"{slot}_{output.name}" for output in head.output}
        _map(steps.add(), head, {port.name: features.name for port in head.input}, named)
        ensemble.output.extend(_renamed(head.output, named))
    return ensemble


def _map(
    step: ModelConfig, model: ModelConfig, inputs: Mapping[str, str], outputs: Mapping[str, str]
) -> None:
    step.model_name = model.name
    step.model_version = LATEST
    step.input_map.update(inputs)
    step.output_map.update(outputs)


def _renamed(outputs: Sequence[ModelOutput], names: Mapping[str, str]) -> list[ModelOutput]:
    # the reshape and the labels are the head's own business
    return [
        ModelOutput(name=names[output.name], data_type=output.data_type, dims=output.dims)
        for output in outputs
    ]

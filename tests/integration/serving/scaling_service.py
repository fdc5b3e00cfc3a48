"""The smallest model service: it multiplies numbers."""

import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from fastapi import FastAPI
from pydantic import BaseModel

from serving.inference.model import Models
from serving.model_service import ModelService
from serving.networks.signature import require_input, require_output
from serving.settings import ModelSettings

BATCH_S = 0.005


class ScalingTask:
    """`value` times the factor in the model file; `value` below zero makes the model raise.

    Args:
        hold: nothing is computed while there is a file of this name.
    """

    name = "scaling"
    models: tuple[str, ...] = ("scaling",)

    def __init__(self, hold: Path | None = None) -> None:
        self.hold = hold

    def check(self, models: Models) -> None:
        require_input(models["scaling"], "values", "float", (None, 2))
        require_output(models["scaling"], "scaled", "float", (None, 2))

    def sample(self) -> float:
        return 1.0

    def key(self, item: float) -> int:
        del item
        return 0

    def predict(self, models: Models, items: Sequence[float]) -> list[tuple[float, str]]:
        if min(items) < 0:
            raise ValueError(f"{min(items)} is below zero")
        time.sleep(BATCH_S)
        while self.hold is not None and self.hold.exists():
            time.sleep(BATCH_S)
        model = models["scaling"]
        scaled = model.run(values=np.array([[item, item] for item in items], np.float32))["scaled"]
        return [(float(row[0]), model.identifier) for row in scaled]


class Number(BaseModel):
    value: float


class Scaled(BaseModel):
    value: float
    model: str


class ScalingSettings(ModelSettings):
    hold: Path | None = None


def make_app() -> FastAPI:
    settings = ScalingSettings()
    service = ModelService(ScalingTask(settings.hold), settings)

    @service.app.post("/v1/scale")
    async def scale(number: Number) -> Scaled:
        [(scaled, model)] = await service.predict([number.value])
        return Scaled(value=scaled, model=model)

    return service.app

"""Stores of small models that multiply by a number, and what one can see of a store."""

from collections.abc import Callable
from pathlib import Path

import numpy as np

from serving.errors import ModelRejected
from serving.inference.model import Model, Models
from serving.inference.session import load
from serving.inference.store import ModelStore


class Loads:
    """Loads files, and counts."""

    def __init__(self) -> None:
        self.paths: list[Path] = []

    def __call__(self, path: Path) -> Model:
        self.paths.append(path)
        return load(path, "cpu", threads=1)


def width(model: Model) -> int:
    return int(model.session.get_inputs()[0].shape[1])


def check_width(models: Models) -> None:
    """Two values are wanted; a head must be as wide as its trunk."""
    model = list(models.values())[-1]
    wanted = width(models["trunk"]) if "trunk" in models else 2
    if width(model) != wanted:
        raise ModelRejected(f"{model.name}: takes {width(model)} values, not {wanted}")


def scale(models: Models, name: str = "scaling") -> float:
    model = models[name]
    return float(model.run(values=np.ones((1, width(model)), np.float32))["scaled"][0, 0])


def make_store(
    repository: Path,
    names: tuple[str, ...] = ("scaling",),
    *,
    loads: Callable[[Path], Model] | None = None,
    check: Callable[[Models], None] = check_width,
    warm_up: Callable[[Models], None] = lambda _: None,
    pinned: int | None = None,
) -> ModelStore:
    return ModelStore(repository, names, load=loads or Loads(), check=check, warm_up=warm_up, pinned=pinned)


def reasons(store: ModelStore) -> dict[str, str]:
    return {f"{file.name}@{file.version}": reason for file, reason in store.rejected.items()}


def identifiers(store: ModelStore) -> list[str]:
    return [model.identifier for model in store.models.values()]

"""What a model service adds to the shared parts: its own task."""

from collections.abc import Hashable, Sequence
from typing import Protocol, TypeVar

from serving.inference.model import Models

Item = TypeVar("Item")
Result = TypeVar("Result")


class Task(Protocol[Item, Result]):
    """Turns items into results with the models that it names. Holds no state of its own."""

    name: str
    """The service's name, `pose`."""

    models: tuple[str, ...]
    """Folders of the model repository; a later one may depend on an earlier one."""

    def check(self, models: Models) -> None:
        """Raise `ModelRejected` unless inputs, outputs and labels are what the task needs.

        Called with the first of `models`, then the first two, and so on, so that the last one given is the
        one in question.
        """

    def sample(self) -> Item:
        """An item to warm up with."""

    def key(self, item: Item) -> Hashable:
        """Only items with equal keys can share a batch."""

    def predict(self, models: Models, items: Sequence[Item]) -> list[Result]:
        """One result per item, in their order. Called by several threads at a time."""

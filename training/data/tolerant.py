"""A data set that goes on where a photo in it cannot be read."""

import logging
from typing import Any, TypeVar

import torch
from torch.utils.data import ConcatDataset, DataLoader, Dataset

from training.errors import DataError

T_co = TypeVar("T_co", covariant=True)

_log = logging.getLogger(__name__)

SHOWN = 10
"""Unreadable photos that each loading process logs one by one."""


class Tolerant(Dataset[T_co]):
    """`dataset`, each item that raises DataError replaced by the next one that does not.

    Which were bad is shared with the processes of a DataLoader, so that the one that trains knows them all.
    """

    def __init__(self, dataset: Dataset[T_co], length: int) -> None:
        """`length` is how many items `dataset` has."""
        self._dataset = dataset
        self._bad = torch.zeros(length, dtype=torch.bool).share_memory_()  # type: ignore[no-untyped-call]
        self._logged = 0

    def __len__(self) -> int:
        """How many items, bad ones among them."""
        return len(self._bad)

    def __getitem__(self, index: int) -> T_co:
        """The item at `index`, or the next readable one after it, round the end.

        Raises:
            DataError: not one is readable.
        """
        for place in (*range(index, len(self)), *range(index)):
            if self._bad[place]:
                continue
            try:
                return self._dataset[place]
            except DataError as error:
                self._bad[place] = True
                self._log(error)
        raise DataError(f"all {len(self)} photos of the set are unreadable")

    @property
    def unreadable(self) -> list[int]:
        """The indices of all items that were bad so far, in whichever process they were met."""
        return torch.nonzero(self._bad).flatten().tolist()

    def report(self) -> None:
        """Log how many were bad, if any; for the end of a run."""
        if count := len(self.unreadable):
            _log.warning("%d of %d photos could not be read and were replaced by others", count, len(self))

    def _log(self, error: DataError) -> None:
        self._logged += 1
        if self._logged <= SHOWN:
            _log.warning("unreadable photo, another is taken instead: %s", error)


def report_unreadable(*loaders: DataLoader[Any]) -> None:
    """Log for each loader of a tolerant set how many of its photos could not be read."""
    for loader in loaders:
        joined = loader.dataset.datasets if isinstance(loader.dataset, ConcatDataset) else [loader.dataset]
        for one in joined:
            if isinstance(one, Tolerant):
                one.report()

from pathlib import Path

import pytest
from torch import Tensor, from_numpy
from torch.utils.data import DataLoader, Dataset

from tests.unit.training.data.published import cut_off, jpeg, write
from training.data.photos import Folder
from training.data.tolerant import Tolerant
from training.errors import DataError


class FolderSet(Dataset[Tensor]):
    """The mean grey of the photos 0.jpg, 1.jpg ..."""

    def __init__(self, path: Path) -> None:
        self._photos = Folder(path)
        self.reads: list[int] = []

    def __getitem__(self, index: int) -> Tensor:
        self.reads.append(index)
        return from_numpy(self._photos.rgb("", f"{index}.jpg")).float().mean()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for number in range(4):
        photo = jpeg(grey=50 * (number + 1))
        write(tmp_path / f"{number}.jpg", cut_off(photo) if number in (1, 3) else photo)
    return tmp_path


def test_an_unreadable_photo_is_replaced_by_the_next(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    tolerant = Tolerant(FolderSet(folder), 4)
    assert len(tolerant) == 4
    assert [round(float(tolerant[index]), -1) for index in range(4)] == [50, 150, 150, 50]
    assert tolerant.unreadable == [1, 3]
    assert f"{folder}/1.jpg: photo: the JPEG file is truncated" in caplog.text
    tolerant.report()
    assert "2 of 4 photos could not be read" in caplog.messages[-1]


def test_a_photo_is_tried_once(folder: Path) -> None:
    photos = FolderSet(folder)
    tolerant = Tolerant(photos, 4)
    _ = [tolerant[1] for _ in range(3)]
    assert photos.reads == [1, 2, 2, 2]


def test_what_another_process_met_is_known(folder: Path) -> None:
    tolerant = Tolerant(FolderSet(folder), 4)
    loader = DataLoader(tolerant, 2, num_workers=2)
    assert [batch.shape for batch in loader] == [(2,), (2,)]
    assert tolerant.unreadable == [1, 3]


def test_all_bad_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="all 3 photos"):
        Tolerant(FolderSet(tmp_path), 3)[1]


def test_nothing_bad_is_not_reported(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    tolerant = Tolerant(FolderSet(folder), 4)
    _ = tolerant[0]
    tolerant.report()
    assert not caplog.messages


def test_another_error_is_raised() -> None:
    class Broken(Dataset[Tensor]):
        def __getitem__(self, _: int) -> Tensor:
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        Tolerant(Broken(), 1)[0]

from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from contracts.clothes import Slot
from contracts.geometry import WHOLE_FRAME, Box
from services.recommender.errors import PictureError, PoseUnavailable
from services.recommender.pictures.reading import PictureReader
from services.recommender.pictures.sources import FolderPictures
from serving.image import Limits, decode
from serving.networks.clothes_crop import CROP_SIZE, garment_crop


class Wearer:
    """Finds the garment in the right half, or nowhere, or does not answer."""

    def __init__(self, box: Box | None = (0.5, 0, 1, 1), fails: bool = False) -> None:
        self.box = box
        self.fails = fails

    def region(self, pixels: NDArray[np.uint8], slot: Slot) -> Box | None:
        assert pixels.ndim == 3
        assert max(pixels.shape) <= 4 * CROP_SIZE
        assert slot == "upper"
        if self.fails:
            raise PoseUnavailable("pose: no answer")
        return self.box


@pytest.fixture
def source(tmp_path: Path) -> FolderPictures:
    """`half.png` is black on its left and white on its right."""
    picture = np.zeros((400, 400, 3), np.uint8)
    picture[:, 200:] = 255
    assert cv2.imwrite(str(tmp_path / "half.png"), picture)
    (tmp_path / "broken.png").write_bytes(b"not a picture")
    return FolderPictures(tmp_path)


def test_without_pose_the_whole_picture_is_the_crop(source: FolderPictures) -> None:
    picture = PictureReader(source).read("/half.png", "upper", "")
    assert picture.crop is not None
    assert picture.crop.shape == (CROP_SIZE, CROP_SIZE, 3)
    assert 120 < picture.crop.mean() < 135
    assert not picture.worn


@pytest.mark.parametrize("side", [447, 896, 1000, 1600, 2000, 4000])
def test_a_photo_of_any_size_is_cropped_as_if_every_pixel_was_decoded(side: int, tmp_path: Path) -> None:
    rings = np.hypot(*np.mgrid[-1 : 1 : side * 1j, -0.75 : 0.75 : side * 0.75j])
    photo = (127 + 120 * np.sin(40 * rings[..., None] + [0, 2, 4])).astype(np.uint8)
    assert cv2.imwrite(str(tmp_path / "rings.jpg"), photo)
    crop = PictureReader(FolderPictures(tmp_path)).read("/rings.jpg", "upper", "").crop
    assert crop is not None
    expected = garment_crop(decode((tmp_path / "rings.jpg").read_bytes(), Limits()).pixels, WHOLE_FRAME)
    assert np.abs(crop.astype(int) - expected).mean() < 1


def test_a_known_picture_is_not_decoded(source: FolderPictures) -> None:
    reader = PictureReader(source)
    known = reader.read("/half.png", "upper", "").digest
    assert reader.read("/half.png", "upper", known).crop is None


def test_other_bytes_another_slot_or_another_cut_is_another_picture(
    source: FolderPictures, tmp_path: Path
) -> None:
    reader = PictureReader(source)
    digests = {reader.read("/half.png", slot, "").digest for slot in ("upper", "lower", "whole")}
    digests.add(PictureReader(source, Wearer()).read("/half.png", "upper", "").digest)
    assert cv2.imwrite(str(tmp_path / "half.png"), np.zeros((400, 400, 3), np.uint8))
    digests.add(reader.read("/half.png", "upper", "").digest)
    assert len(digests) == 5


def test_a_garment_that_is_worn_is_cut_out(source: FolderPictures) -> None:
    picture = PictureReader(source, Wearer()).read("/half.png", "upper", "")
    assert picture.crop is not None
    assert picture.crop[:, CROP_SIZE // 2].mean() == 255
    assert picture.worn
    assert not picture.pose_failed


def test_a_large_picture_is_reduced_before_pose_is_asked(source: FolderPictures, tmp_path: Path) -> None:
    small = cv2.imread(str(tmp_path / "half.png"))
    assert small is not None
    assert cv2.imwrite(str(tmp_path / "large.png"), np.kron(small, np.ones((5, 5, 1), np.uint8)))
    picture = PictureReader(source, Wearer()).read("/large.png", "upper", "")
    assert picture.crop is not None
    assert picture.crop[:, CROP_SIZE // 2].mean() == 255


def test_a_picture_that_nobody_is_in_stays_whole(source: FolderPictures) -> None:
    whole = PictureReader(source).read("/half.png", "upper", "")
    picture = PictureReader(source, Wearer(None)).read("/half.png", "upper", "")
    assert whole.crop is not None
    assert picture.crop is not None
    np.testing.assert_array_equal(picture.crop, whole.crop)
    assert not picture.worn


def test_when_pose_fails_the_picture_is_read_whole_and_known_as_such(source: FolderPictures) -> None:
    whole = PictureReader(source).read("/half.png", "upper", "")
    reader = PictureReader(source, Wearer(fails=True))
    picture = reader.read("/half.png", "upper", "")
    assert picture.pose_failed
    assert picture.digest == whole.digest
    assert picture.crop is not None
    assert reader.read("/half.png", "upper", whole.digest).crop is None


def test_a_picture_that_is_none_is_named(source: FolderPictures) -> None:
    with pytest.raises(PictureError, match=r"image_link: 'broken\.png': "):
        PictureReader(source).read("/broken.png", "upper", "")


def test_what_the_crops_depend_on_is_said(source: FolderPictures) -> None:
    assert PictureReader(source).description != PictureReader(source, Wearer()).description

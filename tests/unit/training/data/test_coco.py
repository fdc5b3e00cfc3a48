from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contracts.pose import KEYPOINT_NAMES
from tests.unit.training.data.published import crowd, image, joints, jpeg, person, write, write_coco
from training.data.coco import GRID, _points_of_crowd, people
from training.errors import DataError

PLACE = {name: place for place, name in enumerate(KEYPOINT_NAMES)}
SHOULDERS = joints(left_shoulder=(30, 20, 2), right_shoulder=(10, 24, 1), nose=(20, 8, 2))


def test_joints_come_in_our_order_with_the_neck_between_the_shoulders(tmp_path: Path) -> None:
    write_coco(tmp_path, [image(9)], [person(9, SHOULDERS, (5, 5, 30, 50))])
    write(tmp_path / "train2017/000000000009.jpg", jpeg())
    (photo,) = people(tmp_path)
    assert (photo.shard, photo.file, photo.height) == ("train2017", "000000000009.jpg", 64)
    (one,) = photo.people
    assert one.height == 50
    assert {
        name: int(one.visibility[PLACE[name]]) for name in KEYPOINT_NAMES if one.visibility[PLACE[name]]
    } == {
        "nose": 2,
        "neck": 1,
        "right_shoulder": 1,
        "left_shoulder": 2,
    }
    assert one.positions[PLACE["neck"]].tolist() == [20, 22]
    assert one.positions[PLACE["right_shoulder"]].tolist() == [10, 24]


def test_one_shoulder_makes_no_neck(tmp_path: Path) -> None:
    write_coco(tmp_path, [image(9)], [person(9, joints(left_shoulder=(30, 20, 2)), (5, 5, 30, 50))])
    write(tmp_path / "train2017/000000000009.jpg", jpeg())
    assert people(tmp_path)[0].people[0].visibility[PLACE["neck"]] == 0


def test_the_tallest_comes_first_and_who_has_no_joints_is_ignored(tmp_path: Path) -> None:
    small, tall = person(9, SHOULDERS, (0, 0, 9, 20)), person(9, SHOULDERS, (0, 0, 9, 40))
    write_coco(tmp_path, [image(9)], [small, tall, person(9, joints(), (32, 0, 16, 64))])
    write(tmp_path / "train2017/000000000009.jpg", jpeg())
    (photo,) = people(tmp_path)
    assert [one.height for one in photo.people] == [40, 20]
    assert photo.ignored.tolist() == [[40, 8], [40, 24], [40, 40], [40, 56]]


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.integers(0, 400), min_size=1, max_size=12), st.integers(1, 5), st.integers(1, 5))
def test_a_crowd_is_ignored_where_its_mask_is(runs: list[int], columns: int, rows: int) -> None:
    height, width = rows * GRID + 3, columns * GRID + 5
    flat = np.zeros(height * width, bool)
    start, counts = 0, []
    for number, run in enumerate(runs):
        counts.append(min(run, flat.size - start))
        flat[start : start + run] = number % 2 == 1
        start += counts[-1]
    counts.append(flat.size - start)
    flat[start:] = len(runs) % 2 == 1
    mask = flat.reshape(height, width, order="F")
    points = {
        tuple(point) for point in _points_of_crowd({"size": [height, width], "counts": counts}).astype(int)
    }
    for y in range(GRID // 2, height, GRID):
        for x in range(GRID // 2, width, GRID):
            assert ((x, y) in points) == mask[y, x]
    assert all(x % GRID == y % GRID == GRID // 2 for x, y in points)


def test_what_is_broken_is_counted_and_named(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    whole = person(1, SHOULDERS, (0, 0, 9, 20))
    write_coco(
        tmp_path,
        [image(1), image(2), {"id": 3}],
        [
            whole,
            whole | {"id": 50, "keypoints": [1, 2, 2]},
            {"id": 51, "image_id": 1},
            crowd(1, (64, 48), [5]) | {"id": 52},
            whole | {"id": 53, "image_id": 99},
            person(2, SHOULDERS, (0, 0, 9, 20)),
        ],
    )
    write(tmp_path / "train2017/000000000001.jpg", jpeg())
    (photo,) = people(tmp_path)
    assert len(photo.people) == 1
    for text in ("annotation 50: ", "annotation 51: KeyError('iscrowd')", "images[2]: KeyError('file_name')"):
        assert text in caplog.text
    assert str(tmp_path / "train2017/000000000002.jpg") in caplog.text
    assert "left out 4 x bad annotation, 1 x missing photo, 1 x bad image; 1 are left" in caplog.text


def test_photos_without_people_are_no_problem(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    write_coco(tmp_path, [image(1), image(2)], [person(1, SHOULDERS, (0, 0, 9, 20))])
    write(tmp_path / "train2017/000000000001.jpg", jpeg())
    assert len(people(tmp_path)) == 1
    assert not caplog.messages


@pytest.mark.parametrize("content", ["", "{", "[]", '{"images": []}', '{"categories": []}'])
def test_another_file_is_refused(tmp_path: Path, content: str) -> None:
    write(tmp_path / "annotations/person_keypoints_train2017.json", content)
    with pytest.raises(DataError, match="is not a file of COCO keypoints"):
        people(tmp_path)


def test_nothing_left_is_an_error(tmp_path: Path) -> None:
    write_coco(tmp_path, [image(1)], [person(1, SHOULDERS, (0, 0, 9, 20))])
    with pytest.raises(DataError, match="1 x missing photo"):
        people(tmp_path)

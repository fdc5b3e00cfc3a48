"""Tiny copies of the published data sets, made here."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import cv2
import numpy as np

COCO_JOINTS = (
    "nose", "left_eye", "right_eye", "left_ear", "right_ear", "left_shoulder", "right_shoulder",
    "left_elbow", "right_elbow", "left_wrist", "right_wrist", "left_hip", "right_hip", "left_knee",
    "right_knee", "left_ankle", "right_ankle",
)  # fmt: skip

CATEGORIES = {
    "Anorak": 160, "Blazer": 7495, "Blouse": 24557, "Bomber": 309, "Button-Down": 330, "Cardigan": 13311,
    "Flannel": 324, "Halter": 17, "Henley": 716, "Hoodie": 4048, "Jacket": 10467, "Jersey": 748,
    "Parka": 676, "Peacoat": 97, "Poncho": 791, "Sweater": 13123, "Tank": 15429, "Tee": 36887, "Top": 10078,
    "Turtleneck": 146, "Capris": 77, "Chinos": 527, "Culottes": 486, "Cutoffs": 1669, "Gauchos": 49,
    "Jeans": 7076, "Jeggings": 594, "Jodhpurs": 45, "Joggers": 4416, "Leggings": 5013, "Sarong": 32,
    "Shorts": 19666, "Skirt": 14773, "Sweatpants": 3048, "Sweatshorts": 1106, "Trunks": 386, "Caftan": 54,
    "Cape": 0, "Coat": 2120, "Coverup": 17, "Dress": 72158, "Jumpsuit": 6153, "Kaftan": 126, "Kimono": 2294,
    "Nightdress": 0, "Onesie": 70, "Robe": 150, "Romper": 7408, "Shirtdress": 0, "Sundress": 0,
}  # fmt: skip
"""DeepFashion's fifty in the order of list_category_cloth.txt, with their photos in list_category_img.txt."""

NUMBER = {name: number for number, name in enumerate(CATEGORIES, 1)}


def jpeg(width: int = 48, height: int = 64, grey: int = 128) -> bytes:
    """A photo with some texture, so that its file has a body to cut."""
    noise = np.random.default_rng(grey).integers(-40, 40, (height, width, 3))
    return cv2.imencode(".jpg", np.clip(grey + noise, 0, 255).astype(np.uint8))[1].tobytes()


def cut_off(photo: bytes) -> bytes:
    """The first two thirds of a file."""
    return photo[: 2 * len(photo) // 3]


def write(path: Path, content: bytes | str) -> None:
    """A file with the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())


def write_list(path: Path, columns: str, rows: Iterable[str]) -> None:
    """A list of DeepFashion: how many rows, their columns, the rows."""
    lines = list(rows)
    write(path, "\n".join([str(len(lines)), columns, *lines]) + "\n")


def write_categories(folder: Path) -> None:
    """DeepFashion's list of its fifty categories."""
    rows = (f"{name:15} 1" for name in NUMBER)
    write_list(folder / "list_category_cloth.txt", "category_name  category_type", rows)


def write_deepfashion(
    root: Path, garments: Mapping[str, tuple[str, str, str]], annotations: str = "Anno"
) -> None:
    """The lists of DeepFashion: image name -> category, box, partition. No photos."""
    folder = root / annotations
    write_list(
        folder / "list_category_cloth.txt", "category_name  category_type", (f"{n}  1" for n in NUMBER)
    )
    write_list(
        folder / "list_category_img.txt",
        "image_name  category_label",
        (f"{name:70} {NUMBER[category]:3}" for name, (category, _, _) in garments.items()),
    )
    write_list(
        folder / "list_bbox.txt",
        "image_name  x_1  y_1  x_2  y_2",
        (f"{name:70} {box}" for name, (_, box, _) in garments.items()),
    )
    write_list(
        root / "Eval/list_eval_partition.txt",
        "image_name  evaluation_status",
        (f"{name:70} {part}" for name, (_, _, part) in garments.items()),
    )


def joints(**placed: tuple[float, float, int]) -> list[float]:
    """The 51 numbers of a person: those named, the others not labelled."""
    return [number for name in COCO_JOINTS for number in placed.get(name, (0, 0, 0))]


def person(image: int, keypoints: list[float], box: tuple[float, float, float, float]) -> dict[str, Any]:
    """An annotation of one person."""
    labelled = sum(visible > 0 for visible in keypoints[2::3])
    return {
        "id": 7, "image_id": image, "category_id": 1, "iscrowd": 0, "num_keypoints": labelled,
        "keypoints": keypoints, "bbox": list(box), "segmentation": [],
    }  # fmt: skip


def crowd(image: int, size: tuple[int, int], counts: list[int]) -> dict[str, Any]:
    """An annotation of a crowd: height and width of the photo, and the runs of its mask."""
    return {
        "id": 8, "image_id": image, "category_id": 1, "iscrowd": 1, "num_keypoints": 0, "keypoints": [0] * 51,
        "bbox": [0, 0, 1, 1], "segmentation": {"size": list(size), "counts": counts},
    }  # fmt: skip


def write_coco(root: Path, images: list[dict[str, Any]], annotations: list[dict[str, Any]]) -> None:
    """The annotations of COCO; no photos."""
    category = {"id": 1, "name": "person", "keypoints": list(COCO_JOINTS)}
    content = {"images": images, "annotations": annotations, "categories": [category]}
    write(root / "annotations/person_keypoints_train2017.json", json.dumps(content))


def image(number: int, width: int = 48, height: int = 64) -> dict[str, Any]:
    """An image of COCO."""
    return {"id": number, "file_name": f"{number:012}.jpg", "width": width, "height": height}

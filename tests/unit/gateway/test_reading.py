from contracts.clothes import Category, CategoryScore, GarmentReading, Slot
from contracts.pose import Keypoint, KeypointName, Person, Region, Regions
from gateway.reading import WHOLE_PHOTO, face_visibility, garment_boxes, worth_showing
from tests.unit.gateway.services import EMBEDDING


def garment(slot: Slot, worn: float, label: Category = "Tee") -> GarmentReading:
    categories = [CategoryScore(label=label, confidence=1.0)]
    return GarmentReading(slot=slot, worn=worn, categories=categories, embedding=EMBEDDING, colours=[])


def keypoints(*names: KeypointName) -> list[Keypoint]:
    return [Keypoint(name=name, x=0.5, y=0.5, score=0.9) for name in names]


def test_a_face_needs_two_of_nose_and_eyes() -> None:
    assert face_visibility(keypoints("neck", "left_ear")) == 0.0
    assert face_visibility(keypoints("nose")) == 0.5
    assert face_visibility(keypoints("nose", "left_eye")) == 1.0
    assert face_visibility(keypoints("nose", "left_eye", "right_eye")) == 1.0


def test_boxes_are_those_of_the_regions_in_the_frame() -> None:
    region = Region(box=(0.1, 0.2, 0.3, 0.4), estimated=True)
    person = Person(
        score=1.0, keypoints=[], regions=Regions(head=region, upper=region, lower=None, whole=None)
    )
    assert garment_boxes(person) == {"upper": (0.1, 0.2, 0.3, 0.4)}
    assert set(garment_boxes(WHOLE_PHOTO)) == {"upper", "lower", "whole"}


def test_most_sure_first_and_the_unlikely_left_out() -> None:
    chosen = worth_showing([garment("upper", 0.5), garment("lower", 0.9), garment("whole", 0.1)], 0.4)
    assert [one.slot for one in chosen] == ["lower", "upper"]


def test_what_cannot_be_worn_at_once_is_not_shown_at_once() -> None:
    dress, skirt = garment("whole", 0.9, "Dress"), garment("lower", 0.8, "Skirt")
    assert worth_showing([garment("upper", 0.6), skirt, dress], 0.4) == [dress]
    tee, jumpsuit = garment("upper", 0.95), garment("whole", 0.6, "Jumpsuit")
    assert worth_showing([tee, skirt, jumpsuit], 0.4) == [tee, skirt]


def test_a_jacket_is_worn_over_a_dress() -> None:
    dress, jacket = garment("whole", 0.9, "Dress"), garment("upper", 0.7, "Jacket")
    assert worth_showing([jacket, dress], 0.4) == [dress, jacket]


def test_the_likeliest_is_shown_in_any_case() -> None:
    assert [one.slot for one in worth_showing([garment("upper", 0.1), garment("whole", 0.2)], 0.4)] == [
        "whole"
    ]
    assert worth_showing([], 0.4) == []

import pytest

from contracts.clothes import SLOTS, Slot
from contracts.geometry import Box
from training.clothes.samples import (
    attribute_samples,
    garment_samples,
    kimono_samples,
    outermost,
    product_samples,
    street_samples,
)
from training.clothes.taxonomy import colour_of
from training.data.attributes import AttributePhoto
from training.data.garments import GarmentPhoto
from training.data.kimono import KimonoPhoto
from training.data.products import ProductPhoto
from training.data.street import StreetPhoto

BOXES: dict[Slot, Box] = {
    "upper": (0.3, 0.1, 0.7, 0.5),
    "lower": (0.3, 0.45, 0.7, 0.95),
    "whole": (0.3, 0.1, 0.7, 0.95),
}
CUT_AT_WAIST: dict[Slot, Box] = {
    "upper": (0.2, 0.2, 0.8, 0.95),
    "lower": (0.2, 0.9, 0.8, 1.9),
    "whole": (0.2, 0.2, 0.8, 1.9),
}


def street(*tags: str, file: str = "9999.webp") -> StreetPhoto:
    return StreetPhoto(file, "s", None, frozenset(tags), {}, "train")


@pytest.mark.parametrize(
    ("tags", "worn", "kinds"),
    [
        (
            ("t-shirt", "jeans"),
            {"upper": True, "lower": True, "whole": False},
            {"upper": "Tee", "lower": "Jeans"},
        ),
        (("dress",), {"upper": False, "lower": False, "whole": True}, {"whole": "Dress"}),
        (
            ("dress", "jacket"),
            {"upper": True, "lower": False, "whole": True},
            {"whole": "Dress", "upper": "Jacket"},
        ),
        (("dress", "leggings"), {"upper": False, "whole": True}, {"whole": "Dress", "lower": "Leggings"}),
        (("blazer", "t-shirt", "skirt"), {"upper": True, "lower": True, "whole": False}, None),
        (("suit",), {"upper": True, "lower": True, "whole": False}, {"upper": "Blazer", "lower": "Trousers"}),
        (("jumper", "coat"), {"upper": True}, {"upper": "Coat"}),
        (("romper",), {}, {}),
        (("jeans", "skirt", "top"), {"upper": True, "lower": True, "whole": False}, {"upper": "Top"}),
        (("skin", "hair"), {}, {}),
    ],
)
def test_what_street_tags_say(
    tags: tuple[str, ...], worn: dict[Slot, bool], kinds: dict[Slot, str] | None
) -> None:
    samples = street_samples(street(*tags), BOXES)
    assert {slot: value for sample in samples for slot, value in sample.worn.items()} == worn
    if kinds is not None:
        assert {slot: value for sample in samples for slot, value in sample.kinds.items()} == kinds


def test_a_romper_that_was_looked_at_is_a_jumpsuit() -> None:
    whole = next(s for s in street_samples(street("romper", file="0404.webp"), BOXES) if s.slot == "whole")
    assert whole.kinds == {"whole": "Jumpsuit"}
    assert whole.worn == {"whole": True}


def test_each_crop_knows_its_own_slot_only() -> None:
    for sample in street_samples(street("t-shirt", "jeans"), BOXES):
        assert sample.slot is not None
        assert sample.box == BOXES[sample.slot]
        assert set(sample.worn) | set(sample.kinds) == {sample.slot}


def test_no_clear_person_gives_no_samples() -> None:
    assert street_samples(street("t-shirt"), None) == []


@pytest.mark.parametrize(
    ("kinds", "seen"),
    [
        ({"Coat", "Jacket"}, "Coat"),
        ({"Jacket", "Blazer"}, None),
        ({"Tee", "Sweater"}, "Sweater"),
        ({"Tee", "Shirt"}, None),
        ({"Tank"}, None),
    ],
)
def test_the_outermost_layer_is_seen(kinds: set[str], seen: str | None) -> None:
    assert outermost(kinds) == seen


def portrait(category: str | None, *colours: str) -> AttributePhoto:
    return AttributePhoto("f", "s", category, None, colours, (), "train")


def test_a_dress_leaves_the_other_slots_empty() -> None:
    samples = attribute_samples(portrait("Dress", "red"), BOXES)
    assert {sample.slot: sample.worn[sample.slot] for sample in samples if sample.slot} == {
        "upper": False,
        "lower": False,
        "whole": True,
    }
    assert [sample.colour for sample in samples if sample.kinds] == ["red"]


def test_cut_at_the_waist_nothing_is_seen_below() -> None:
    samples = attribute_samples(portrait("Sweater"), CUT_AT_WAIST)
    lower = next(sample for sample in samples if sample.slot == "lower")
    assert lower.worn == {"lower": False}
    assert lower.box == pytest.approx((0.2, 0.9, 0.8, 1.0))
    assert all(sample.slot != "whole" for sample in samples)


def test_outerwear_may_have_a_dress_under_it() -> None:
    assert all("whole" not in sample.worn for sample in attribute_samples(portrait("Outerwear"), BOXES))


def test_a_laid_out_garment_belongs_to_one_slot() -> None:
    (sample,) = garment_samples(GarmentPhoto("f", "s", "Dress", False, "train"))
    assert sample.slot is None
    assert sample.worn == {"upper": False, "lower": False, "whole": True}
    assert garment_samples(GarmentPhoto("f", "s", "Body", True, "train")) == []


@pytest.mark.parametrize(
    ("article", "worn"),
    [
        ("Jeans", {"lower": True, "whole": False}),
        ("Dresses", {"upper": False, "lower": False, "whole": True}),
        ("Kurtas", {"upper": True}),
    ],
)
def test_a_product_may_be_shown_with_others(article: str, worn: dict[Slot, bool]) -> None:
    (sample,) = product_samples(ProductPhoto("f", "s", article, "Navy Blue", "Men", "train"))
    assert sample.worn == worn
    assert sample.colour == "navy"


def test_a_kimono_is_read_with_and_without_boxes() -> None:
    photo = KimonoPhoto("f", "s", "kua", "train")
    assert len(kimono_samples(photo, None)) == 1
    assert len(kimono_samples(photo, BOXES)) == 1 + len(SLOTS)
    assert all(sample.kinds == {"whole": "Kimono"} for sample in kimono_samples(photo, BOXES)[-1:])


@pytest.mark.parametrize(
    ("text", "colour"),
    [
        ("Navy Blue", "navy"),
        ("Grey Melange", "grey"),
        ("gray", "grey"),
        ("Off White", "white"),
        ("Jet black with a smooth, matte finish", "black"),
        ("red, white, black, and grey", None),
        ("velvet", None),
        ("many", None),
        ("", None),
    ],
)
def test_colours_in_free_text(text: str, colour: str | None) -> None:
    assert colour_of(text) == colour

import pytest

from contracts.clothes import SLOTS, Slot
from contracts.geometry import Box
from training.clothes.outfits import Outfit
from training.clothes.samples import (
    attribute_samples,
    garment_samples,
    kimono_samples,
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


STREET = StreetPhoto("9999.webp", "s", None, frozenset(), {}, "train")
TEE_AND_JEANS = Outfit(
    {"upper": True, "lower": True, "whole": False}, {"upper": "Tee", "lower": "Jeans"}, frozenset(["lower"])
)


def test_each_crop_knows_its_own_slot_only() -> None:
    samples = street_samples(STREET, BOXES, TEE_AND_JEANS)
    assert [sample.slot for sample in samples] == list(SLOTS)
    for sample in samples:
        assert sample.slot is not None
        assert sample.box == BOXES[sample.slot]
        assert set(sample.worn) | set(sample.kinds) == {sample.slot}
        assert sample.doubtful == (sample.slot == "lower")


def test_what_is_not_known_gives_no_sample() -> None:
    (sample,) = street_samples(STREET, BOXES, Outfit({"upper": True}, {"upper": "Coat"}, frozenset()))
    assert sample.kinds == {"upper": "Coat"}


def test_no_clear_person_gives_no_samples() -> None:
    assert street_samples(STREET, None, TEE_AND_JEANS) == []


def portrait(*colours: str, patterns: tuple[str, ...] = ()) -> AttributePhoto:
    return AttributePhoto("f", "s", None, None, colours, patterns, "train")


def test_colour_and_pattern_are_those_of_the_upper_garment() -> None:
    samples = attribute_samples(portrait("red", patterns=("plaid",)), BOXES, TEE_AND_JEANS)
    assert {sample.slot: (sample.colour, sample.pattern) for sample in samples} == {
        "upper": ("red", "plaid"),
        "lower": (None, None),
        "whole": (None, None),
    }


def test_or_of_the_dress_where_there_is_no_upper() -> None:
    dress = Outfit({"upper": False, "lower": False, "whole": True}, {"whole": "Dress"}, frozenset())
    samples = attribute_samples(portrait("red", patterns=("spot", "plaid")), BOXES, dress)
    assert {sample.slot: (sample.colour, sample.pattern) for sample in samples} == {
        "upper": (None, None),
        "lower": (None, None),
        "whole": ("red", None),
    }


def test_cut_at_the_waist_nothing_is_seen_below() -> None:
    sweater = Outfit({"upper": True, "whole": False}, {"upper": "Sweater"}, frozenset())
    samples = attribute_samples(portrait(), CUT_AT_WAIST, sweater)
    lower = next(sample for sample in samples if sample.slot == "lower")
    assert lower.worn == {"lower": False}
    assert lower.box == pytest.approx((0.2, 0.9, 0.8, 1.0))
    assert all(sample.slot != "whole" for sample in samples)


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

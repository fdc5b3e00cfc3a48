"""Who poses for the demo shop, and in what."""

from dataclasses import dataclass

from services.recommender.demo.draw.cloth import Cloth
from services.recommender.demo.people.body import Body
from services.recommender.demo.people.head import Head
from services.recommender.demo.people.worn.garment import Garment
from services.recommender.demo.people.worn.kimono import Kimono
from services.recommender.demo.people.worn.shoes import Shoes
from services.recommender.demo.people.worn.skirts import Dress, Skirt
from services.recommender.demo.people.worn.tops import Blazer, Top
from services.recommender.demo.people.worn.trousers import Trousers


@dataclass(frozen=True)
class Person:
    """One sample photo: who, in what (in the order of drawing), before a wall of which colour (sRGB hex)."""

    name: str
    description: str
    body: Body
    head: Head
    clothes: tuple[Garment, ...]
    wall: str


WOMAN = Body()
WOMAN_HAND_ON_HIP = Body(
    arms=(((-132.0, 336.0), (-78.0, 418.0)), ((102.0, 352.0), (108.0, 462.0))),
    knees=((-40.0, 664.0), (52.0, 660.0)),
    ankles=((-38.0, 842.0), (70.0, 834.0)),
)
MAN = Body(
    shoulder=94,
    chest=76,
    waist=66,
    hips=74,
    arms=(((-122.0, 354.0), (-118.0, 466.0)), ((124.0, 352.0), (126.0, 464.0))),
    knees=((-46.0, 668.0), (50.0, 666.0)),
    ankles=((-52.0, 842.0), (58.0, 840.0)),
    stout=1.14,
)
MAN_ARM_BENT = Body(
    shoulder=94,
    chest=76,
    waist=66,
    hips=74,
    arms=(((-122.0, 354.0), (-116.0, 466.0)), ((134.0, 346.0), (92.0, 440.0))),
    knees=((-44.0, 668.0), (54.0, 662.0)),
    ankles=((-46.0, 844.0), (72.0, 836.0)),
    stout=1.14,
)
HANDS_TOGETHER = Body(arms=(((-112.0, 346.0), (-44.0, 440.0)), ((112.0, 346.0), (44.0, 440.0))))

CAST: tuple[Person, ...] = (
    Person(
        "blazer-and-jeans",
        "woman in a red blazer and blue jeans",
        WOMAN_HAND_ON_HIP,
        Head(),
        (
            Shoes("#2a2422", "#1b1716"),
            Trousers(Cloth("blue", weave="denim"), (38, 26, 18)),
            Blazer(Cloth("red"), Cloth("white")),
        ),
        "#cfd8d6",
    ),
    Person(
        "tee-and-shorts",
        "man in a teal tee and beige shorts",
        MAN,
        Head(skin="#8d5b3f", hair_colour="#1d1512", hair="crop", lips="#8a4a44", eyes="#3a2416", beard=True),
        (
            Shoes(),
            Trousers(Cloth("beige"), (44, 36, 36), low=634),
            Top(Cloth("teal"), 0.5, 10, 478),
        ),
        "#e4d9c6",
    ),
    Person(
        "dotted-dress",
        "woman in a navy dress with white dots",
        WOMAN,
        Head(skin="#f0c7a6", hair_colour="#191414", hair="bob", lips="#c0392f", eyes="#33251d"),
        (Shoes("#c9282f", "#8d1a20"), Dress(Cloth("navy", "white", pattern="dots", scale=0.62), 0.5)),
        "#e9d3cf",
    ),
    Person(
        "kimono",
        "woman in a light blue kimono with cherry blossom",
        HANDS_TOGETHER,
        Head(skin="#f1cdae", hair_colour="#15110f", hair="bun", lips="#bf3b3b", eyes="#2c211b"),
        (
            Shoes("#f4f1ea", "#b08a5a"),
            Kimono(Cloth("light blue", "white", "navy", pattern="sakura", scale=0.75), "red", "mustard"),
        ),
        "#d9dcc8",
    ),
    Person(
        "sweater-and-jeans",
        "man in a mustard sweater and charcoal jeans",
        MAN_ARM_BENT,
        Head(skin="#e2ae8a", hair_colour="#6b4526", hair="short", lips="#b0685f", eyes="#3f5a66"),
        (
            Shoes("#7a4a2b", "#4a2d1a"),
            Trousers(Cloth("charcoal", weave="denim"), (41, 29, 21)),
            Top(Cloth("mustard", weave="knit"), 1.0, 13, 474, ribbed=True),
        ),
        "#cdd7e2",
    ),
    Person(
        "striped-tee-and-skirt",
        "woman in a striped tee and a green skirt",
        WOMAN,
        Head(skin="#a86d48", hair_colour="#241713", hair="curls", lips="#9d4a4a", eyes="#3b2618"),
        (
            Shoes("#f2efe9"),
            Top(Cloth("white", "navy", pattern="breton", scale=0.7), 0.5, 6, 392),
            Skirt(Cloth("green"), 640, 108),
        ),
        "#efe2c4",
    ),
)

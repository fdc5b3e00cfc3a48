"""Jumpsuits."""

from services.recommender.demo.collection.style import Style, dyed, printed
from services.recommender.demo.draw.bodice import Bodice
from services.recommender.demo.draw.jumpsuit import Jumpsuit

STYLES: tuple[Style, ...] = (
    Style(
        "Gala wide-leg jumpsuit",
        "Jumpsuit",
        "female",
        "Alderlane",
        "109.00",
        "96% polyester, 4% elastane",
        "A V-neck above and wide legs below: one piece, one decision.",
        Jumpsuit(Bodice("none", "v", 90), "wide", belt="tie"),
        dyed("smooth", "burgundy", "black", "green", "white"),
    ),
    Style(
        "Hangar boiler suit",
        "Jumpsuit",
        "unisex",
        "Tidewell",
        "94.90",
        "100% cotton twill",
        "A zip, a collar, chest pockets and a belt; ready for work.",
        Jumpsuit(
            Bodice("long", depth=28, collar="shirt", waist=84, chest=92, shoulder=100),
            "tapered",
            "zip",
            "buckle",
            True,
        ),
        dyed("smooth", "olive", "beige", "orange") + dyed("denim", "blue"),
    ),
    Style(
        "Solara culotte jumpsuit",
        "Jumpsuit",
        "female",
        "Tidewell",
        "69.90",
        "100% viscose",
        "Thin straps and cropped, swinging legs.",
        Jumpsuit(Bodice("straps", "sweetheart"), "culotte", belt="elastic"),
        printed("dots", ("mustard", "white", "white"), ("navy", "white", "white"), scale=0.8)
        + dyed("smooth", "red", "teal"),
    ),
    Style(
        "Orchard dungarees",
        "Jumpsuit",
        "unisex",
        "Tidewell",
        "84.90",
        "100% cotton denim",
        "A bib with a pocket, straps with buttons, cuffs to turn up.",
        Jumpsuit(Bodice(waist=78), "straight", "bib", pockets=True, turned_up=True),
        dyed("denim", "blue", "black", "white", "mustard") + dyed("cord", "brown"),
    ),
    Style(
        "Picnic playsuit",
        "Jumpsuit",
        "female",
        "Tidewell",
        "54.90",
        "100% viscose",
        "A wrapped front and short legs, for long days.",
        Jumpsuit(Bodice("short", depth=100, collar="wrap"), "short", belt="tie"),
        printed("floral", ("pink", "white", "green"), ("navy", "orange", "yellow"), scale=0.6)
        + printed("leaves", ("white", "green", "teal"), scale=0.7)
        + dyed("smooth", "lavender"),
    ),
    Style(
        "Studio tailored jumpsuit",
        "Jumpsuit",
        "female",
        "Alderlane",
        "129.00",
        "64% polyester, 32% viscose, 4% elastane",
        "A buttoned front and straight trousers, as sharp as a suit.",
        Jumpsuit(Bodice("elbow", depth=30, collar="shirt"), "straight", "buttons", "buckle"),
        dyed("smooth", "navy", "cream", "charcoal") + printed("pinstripe", ("black", "white", "white")),
    ),
    Style(
        "Disco flared jumpsuit",
        "Jumpsuit",
        "female",
        "Tidewell",
        "79.90",
        "90% polyamide, 10% elastane",
        "A zip in front and legs that open at the knee.",
        Jumpsuit(Bodice("long", "crew", 34, collar="mock"), "flared", "zip", "buckle"),
        dyed("smooth", "purple", "red", "light blue")
        + printed("chevron", ("orange", "brown", "white"), scale=0.9),
    ),
    Style(
        "Mistral wrap jumpsuit",
        "Jumpsuit",
        "female",
        "Alderlane",
        "99.00",
        "100% lyocell",
        "Balloon sleeves and a wrapped top over tapered legs.",
        Jumpsuit(Bodice("balloon", depth=98, collar="wrap"), "tapered", belt="tie"),
        dyed("smooth", "green", "blue")
        + printed("ditsy", ("black", "white", "red"), ("cream", "teal", "yellow")),
    ),
    Style(
        "Pit-stop playsuit",
        "Jumpsuit",
        "unisex",
        "Tidewell",
        "64.90",
        "100% cotton",
        "A short-legged boiler suit for summer mechanics.",
        Jumpsuit(
            Bodice("short", depth=28, collar="shirt", waist=84, chest=92, shoulder=102),
            "short",
            "buttons",
            "elastic",
            True,
        ),
        dyed("smooth", "beige", "navy") + dyed("denim", "light blue"),
    ),
)

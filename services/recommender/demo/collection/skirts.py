"""Skirts."""

from services.recommender.demo.collection.style import Style, dyed, printed
from services.recommender.demo.draw.skirt import Skirt

STYLES: tuple[Style, ...] = (
    Style(
        "Ada A-line skirt",
        "Skirt",
        "female",
        "Alderlane",
        "49.90",
        "100% cotton",
        "Flares gently from the hip to the knee.",
        Skirt("a line", "knee"),
        dyed("smooth", "mustard", "navy", "red") + printed("dots", ("white", "black", "black"), scale=0.8),
    ),
    Style(
        "Bureau pencil skirt",
        "Skirt",
        "female",
        "Alderlane",
        "54.90",
        "70% wool, 30% polyester",
        "Narrow to the knee, with a slit to walk in.",
        Skirt("pencil", "knee"),
        dyed("wool", "charcoal", "burgundy", "beige")
        + printed("houndstooth", ("white", "black", "black"), scale=0.5),
    ),
    Style(
        "Matchpoint pleated skirt",
        "Skirt",
        "female",
        "Tidewell",
        "39.90",
        "100% polyester",
        "Sharp pleats and a short, lively hem.",
        Skirt("pleated", "mini"),
        dyed("smooth", "white", "pink")
        + printed("plaid", ("navy", "red", "white"), ("grey", "black", "yellow"), scale=0.7),
    ),
    Style(
        "Sonnet pleated midi skirt",
        "Skirt",
        "female",
        "Alderlane",
        "69.90",
        "100% recycled polyester",
        "Fine pleats to the calf that move before you do.",
        Skirt("pleated", "midi"),
        dyed("smooth", "green", "lavender", "black", "orange"),
    ),
    Style(
        "Waltz circle skirt",
        "Skirt",
        "female",
        "Alderlane",
        "59.90",
        "100% cotton sateen",
        "A full circle that stands out when you turn.",
        Skirt("circle", "knee"),
        printed("dots", ("teal", "white", "white"), ("red", "white", "white"))
        + printed("floral", ("black", "pink", "yellow"), scale=0.9)
        + dyed("smooth", "purple"),
    ),
    Style(
        "Meadow tiered maxi skirt",
        "Skirt",
        "female",
        "Tidewell",
        "64.90",
        "100% viscose",
        "Three tiers to the ankle, gathered and light.",
        Skirt("tiered", "maxi"),
        printed("floral", ("white", "red", "yellow"), ("blue", "white", "yellow"), scale=0.7)
        + dyed("smooth", "olive", "cream"),
    ),
    Style(
        "Route button skirt",
        "Skirt",
        "female",
        "Tidewell",
        "44.90",
        "100% cotton denim",
        "Denim with a row of copper buttons down the front.",
        Skirt("button", "mini"),
        dyed("denim", "blue", "light blue", "black") + dyed("cord", "brown"),
    ),
    Style(
        "Isla wrap skirt",
        "Skirt",
        "female",
        "Tidewell",
        "52.90",
        "100% viscose",
        "Wraps over and ties at the side.",
        Skirt("wrap", "midi"),
        printed("leaves", ("green", "cream", "yellow"), ("navy", "teal", "white"), scale=0.8)
        + printed("ditsy", ("pink", "white", "yellow"), ("black", "red", "cream")),
    ),
    Style(
        "Luna slip skirt",
        "Skirt",
        "female",
        "Alderlane",
        "59.90",
        "100% satin viscose",
        "Cut on the bias, with an elastic waist that nobody sees.",
        Skirt("slip", "midi"),
        dyed("smooth", "burgundy", "beige", "blue")
        + printed("leopard", ("beige", "brown", "black"), scale=0.8),
    ),
    Style(
        "Mod mini skirt",
        "Skirt",
        "female",
        "Tidewell",
        "36.90",
        "98% cotton, 2% elastane",
        "Short, straight, five pockets.",
        Skirt("mini", "mini"),
        dyed("denim", "navy", "white", "grey"),
    ),
)

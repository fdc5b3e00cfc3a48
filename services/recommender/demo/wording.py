"""The shop's words: titles and descriptions that say colour, pattern, cut and cloth."""

from services.recommender.demo.collection.style import Style
from services.recommender.demo.draw.cloth import Cloth, Pattern, Weave

PATTERN_WORDS: dict[Pattern, tuple[str, str]] = {
    "plain": ("solid", ""),
    "breton": ("striped", "with narrow {accent} stripes"),
    "stripes": ("striped", "with {accent} stripes"),
    "pinstripe": ("striped", "with a fine {accent} pinstripe"),
    "dots": ("dotted", "with {accent} dots"),
    "gingham": ("checked", "in {accent} gingham"),
    "plaid": ("checked", "in a {accent} plaid"),
    "windowpane": ("checked", "with a {accent} windowpane check"),
    "houndstooth": ("checked", "in {accent} houndstooth"),
    "floral": ("floral", "with {accent} flowers"),
    "ditsy": ("floral", "strewn with tiny {accent} flowers"),
    "leaves": ("botanical", "with {accent} leaves"),
    "chevron": ("zigzag", "with {accent} zigzags"),
    "argyle": ("argyle", "with {accent} diamonds"),
    "fair isle": ("fair isle", "with {accent} Fair Isle bands"),
    "colour block": ("colour block", "blocked with {second} and {accent}"),
    "hearts": ("hearts", "with {accent} hearts"),
    "leopard": ("leopard", "in leopard print"),
    "seigaiha": ("seigaiha", "with {accent} seigaiha waves"),
    "asanoha": ("asanoha", "with {accent} hemp leaves"),
    "shippo": ("shippo", "with {accent} interlocking rings"),
    "sakura": ("floral", "with {accent} cherry blossom"),
    "yagasuri": ("yagasuri", "with {accent} arrow feathers"),
    "waves": ("waves", "with {accent} waves"),
}
"""Pattern -> the word in the feed's `pattern` attribute, and how a title says it."""

FIBRE_WORDS: dict[str, str] = {
    "linen": "cool, breathing linen",
    "silk": "silk with a quiet shine",
    "satin": "satin that catches the light",
    "leather": "soft, smooth vegan leather",
    "nylon": "light, windproof nylon",
    "boucle": "a lively boucle",
    "wool": "fine wool",
    "chiffon": "floating chiffon",
    "crepe": "a fluid crepe",
    "lyocell": "a cloth that flows",
    "twill": "hard-wearing twill",
    "viscose": "a cloth that drapes softly",
    "cotton": "smooth cotton",
    "poly": "a cloth that keeps its shape",
}
"""What a smoothly woven cloth feels like, by the first of these that its material names."""
WEAVE_WORDS: dict[Weave, str] = {
    "jersey": "soft jersey",
    "knit": "a springy stocking stitch",
    "cable": "thick plaited cables",
    "rib": "a fine rib",
    "denim": "sturdy denim",
    "wool": "herringbone wool",
    "quilt": "diamond quilting",
    "cord": "soft corduroy",
}
CARE = (
    "Machine wash at 30 degrees, dry on a line.",
    "Wash cold with similar colours.",
    "Cool iron on the inside.",
    "Steam lightly; hang to rest after wearing.",
    "Turn inside out before washing.",
)
DELICATE = ("silk", "wool", "leather", "satin", "down", "chiffon")


def colours_of(cloth: Cloth) -> tuple[str, ...]:
    """The palette's names of a cloth's colours, the main one first, each once (Google allows three)."""
    names = [cloth.colour]
    if cloth.pattern != "plain" or cloth.trimmed:
        names.append(cloth.accent)
    if cloth.pattern in ("colour block", "leopard", "fair isle"):
        names.append(cloth.second)
    return tuple(dict.fromkeys(names))


def _look(cloth: Cloth) -> str:
    """Such as `navy with white dots`."""
    if cloth.trimmed:
        return f"{cloth.colour} and {cloth.accent}"
    phrase = PATTERN_WORDS[cloth.pattern][1].format(accent=cloth.accent, second=cloth.second)
    return f"{cloth.colour} {phrase}".strip()


def _feel(style: Style, cloth: Cloth) -> str:
    if cloth.weave in WEAVE_WORDS:
        return WEAVE_WORDS[cloth.weave]
    material = style.material.lower()
    return next(words for fibre, words in FIBRE_WORDS.items() if fibre in material)


def title(style: Style, cloth: Cloth) -> str:
    """Name and colour, and the pattern where there is one."""
    return f"{style.name} in {_look(cloth)}"


def description(style: Style, cloth: Cloth, number: int) -> str:
    """What the cut is for, what it is made of, how it is cared for."""
    look = _look(cloth)
    look = look[0].upper() + look[1:]
    delicate = any(word in style.material for word in DELICATE)
    care = "Dry clean, or wash by hand in cool water." if delicate else CARE[number % len(CARE)]
    return f"{style.story} {look}, in {_feel(style, cloth)}. {style.material}. {care}"

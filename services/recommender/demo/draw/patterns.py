"""Printed and woven patterns by name."""

from collections.abc import Callable
from functools import cache

from services.recommender.demo.draw import japanese, prints, stripes_and_checks
from services.recommender.demo.draw.cloth import Pattern
from services.recommender.demo.draw.layers import Layer


def _plain(_: float) -> list[Layer]:
    return []


_MAKERS: dict[Pattern, Callable[[float], list[Layer]]] = {
    "plain": _plain,
    "breton": stripes_and_checks.breton,
    "stripes": stripes_and_checks.stripes,
    "pinstripe": stripes_and_checks.pinstripe,
    "dots": prints.dots,
    "gingham": stripes_and_checks.gingham,
    "plaid": stripes_and_checks.plaid,
    "windowpane": stripes_and_checks.windowpane,
    "houndstooth": stripes_and_checks.houndstooth,
    "floral": prints.floral,
    "ditsy": prints.ditsy,
    "leaves": prints.leaves,
    "chevron": stripes_and_checks.chevron,
    "argyle": stripes_and_checks.argyle,
    "fair isle": stripes_and_checks.fair_isle,
    "colour block": stripes_and_checks.colour_block,
    "hearts": prints.hearts,
    "leopard": prints.leopard,
    "seigaiha": japanese.seigaiha,
    "asanoha": japanese.asanoha,
    "shippo": japanese.shippo,
    "sakura": japanese.sakura,
    "yagasuri": japanese.yagasuri,
    "waves": japanese.waves,
}


@cache
def pattern_layers(pattern: Pattern, scale: float) -> tuple[Layer, ...]:
    """The layers of a pattern, bottom first; `scale` 1 is the size for a top."""
    return tuple(_MAKERS[pattern](scale))

"""The demo shop's collection, garment by garment."""

from services.recommender.demo.collection import (
    blazers,
    dresses,
    jackets,
    jeans,
    jumpsuits,
    kimonos,
    shorts,
    skirts,
    sweaters,
    tees,
)
from services.recommender.demo.collection.style import Style

COLLECTION: tuple[Style, ...] = (
    *tees.STYLES,
    *jackets.STYLES,
    *sweaters.STYLES,
    *blazers.STYLES,
    *jeans.STYLES,
    *shorts.STYLES,
    *skirts.STYLES,
    *dresses.STYLES,
    *jumpsuits.STYLES,
    *kimonos.STYLES,
)

"""Where the head, the upper and lower garment and the whole outfit are: boxes from a body's joints.

A part of the body outside of the photo has no region, and boxes are clipped to the photo. A stand-in outside
of it leaves the edge to the photo, so only one inside makes a region an estimate.
"""

from contracts.geometry import Box
from contracts.pose import KeypointName, Region, Regions
from services.pose.body import Body, body_of
from services.pose.boxes import Edges, garment_edges, head_edges, union
from services.pose.joints import ANKLES, FACE, HIPS, KNEES, SHOULDERS, Joints

_LEAST_SEEN = 0.1  # share of a region's area: what shows less of a garment shows its hem


def regions_of(joints: Joints, width: int, height: int) -> Regions:
    """The four regions of a person.

    Args:
        joints: those that were found, in pixels of a photo of `width` x `height`.
        width: of the photo, above 0.
        height: of the photo, above 0.

    Raises:
        ValueError: no joint was found.
    """
    body = body_of(joints)
    upper, lower = garment_edges(body)
    trunk, legs = (*SHOULDERS, *HIPS), (*HIPS, *KNEES, *ANKLES)

    def region(edges: Edges, *, estimated: bool) -> Region | None:
        box = clip(edges, width, height)
        return None if box is None else Region(box=box, estimated=estimated)

    def stands_in(names: tuple[KeypointName, ...]) -> bool:
        return any(_inside(body, name, width, height) for name in names if name in body.stand_ins)

    return Regions(
        head=region(head_edges(body), estimated=not any(name in joints for name in FACE)),
        upper=region(upper, estimated=stands_in(trunk)),
        lower=region(lower, estimated=stands_in(legs)),
        whole=region(union(upper, lower), estimated=stands_in(trunk + legs)),
    )


def clip(edges: Edges, width: int, height: int) -> Box | None:
    """The part inside of the photo, normalised to 0..1; None if too little of it is."""
    left, top, right, bottom = edges
    x0, x1 = max(left / width, 0.0), min(right / width, 1.0)
    y0, y1 = max(top / height, 0.0), min(bottom / height, 1.0)
    if x0 >= x1 or y0 >= y1:
        return None
    seen = (x1 - x0) * width * (y1 - y0) * height
    return (x0, y0, x1, y1) if seen >= _LEAST_SEEN * (right - left) * (bottom - top) else None


def _inside(body: Body, name: KeypointName, width: int, height: int) -> bool:
    x, y = body.joints[name]
    return bool(0 <= x < width and 0 <= y < height)

"""Photos in and out: any format -> upright RGB, bounded; RGB -> PNM for the wire inside the cluster."""

from serving.image.codec import Limits, Photo, decode
from serving.image.pnm import MEDIA_TYPE as PNM
from serving.image.pnm import encode_pnm

__all__ = ["PNM", "Limits", "Photo", "decode", "encode_pnm"]

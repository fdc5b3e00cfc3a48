"""Garments as clean flat drawings: outlines, cloth and one file per garment."""

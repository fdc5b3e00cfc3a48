"""Recommender service: the catalog of products, and which of them match a garment."""

import os

# LanceDB reads it once, when it is imported: its warnings would go to standard error, past our logs
os.environ.setdefault("LANCEDB_LOG", "error")

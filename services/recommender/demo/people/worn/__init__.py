"""Clothes as they are worn: the same cloths as in the shop, on a body."""

"""The gender CNN: a hint at the department of the shop, from a face crop."""

"""Which products match a garment, and in what order: pure functions over arrays."""

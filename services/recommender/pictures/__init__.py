"""Product pictures: where they come from, and what the clothes networks say of them."""

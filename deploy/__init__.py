"""Ways to run Vitrine."""

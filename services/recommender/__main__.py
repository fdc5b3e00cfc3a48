"""`python -m services.recommender` is the same as `vitrine`."""

from services.recommender.cli import app

app()

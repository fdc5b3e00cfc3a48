"""`python -m services.recommender.cli`."""

from services.recommender.cli.app import app

app()

"""Which catalog: an option of every command that opens one."""

from typing import Annotated

import typer

from services.recommender.settings import RecommenderSettings

CatalogUri = Annotated[
    str, typer.Option("--catalog", envvar="CATALOG_URI", help="Folder or address (s3://…) of the catalog.")
]
DEFAULT_URI = RecommenderSettings.model_fields["catalog_uri"].default

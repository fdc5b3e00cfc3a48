"""The JSON bodies that cross a process boundary, one module per service, as pydantic types."""

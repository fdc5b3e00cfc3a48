"""A feed and its pictures -> a new version of the catalog, that readers see whole or not at all."""

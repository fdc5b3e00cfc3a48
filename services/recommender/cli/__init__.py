"""`vitrine`: what a merchandiser does with the catalog; one module per group of commands."""

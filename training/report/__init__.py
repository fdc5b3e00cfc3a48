"""Reports: what the exported files do on the test photos, as Markdown with plots under docs/reports."""

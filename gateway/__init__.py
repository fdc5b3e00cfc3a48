"""The public REST API and the web page; knows no model and no product table."""

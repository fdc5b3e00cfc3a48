"""The table of products: its columns, its versions, reading and writing it."""

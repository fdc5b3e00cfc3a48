"""A shop's product feed -> checked products, and each bad row with its line and reason."""

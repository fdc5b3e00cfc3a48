"""The demo shop's models: painted people who wear its clothes, as photos to try the shop with."""

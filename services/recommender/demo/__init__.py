"""The demo shop: drawn products as a Google Merchant feed with pictures."""

"""Who may call the API, how often, and what they see of it."""

"""The clothes networks: a ResNet50 trunk and a head for each slot (upper, lower, whole)."""

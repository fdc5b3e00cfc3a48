"""Whether a candidate is better than the network that is served: same photos, paired, with an interval."""

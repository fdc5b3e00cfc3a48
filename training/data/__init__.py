"""The data sets, one module each, as typed rows over uncompressed shards."""

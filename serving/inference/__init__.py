"""ONNX inference: sessions, models, the store that swaps them, and the batcher in front."""

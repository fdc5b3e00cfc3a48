"""One model service against the bare ONNX Runtime loop: `python -m benchmarks.serving`."""

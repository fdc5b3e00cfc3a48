"""What the processes share: the HTTP shell, the image codec, and ONNX inference."""

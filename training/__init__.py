"""From data sets to the ONNX files in models/: reading, training, evaluating and exporting the networks."""

"""From data sets to the ONNX files in models/: reading, training, evaluating and exporting the networks."""

import os

# see serving.inference
os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")

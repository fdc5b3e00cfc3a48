"""ONNX inference: sessions, models, the store that swaps them, and the batcher in front."""

import os

# from 1.29 on the runtime tells its maker about models and sessions, unless told not to before its import
os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")

"""What training raises.

TrainingError
├── DataError      a data folder, shard, index or label that is missing or not as documented
└── ExportError    a network whose ONNX file does not compute what the network computes
"""


class TrainingError(Exception):
    """Root of everything that training raises on purpose."""


class DataError(TrainingError):
    """A data folder, shard, index or label is missing or not as its README describes."""


class ExportError(TrainingError):
    """An exported file does not do what the trained network does."""

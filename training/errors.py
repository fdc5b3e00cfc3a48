"""What training raises.

TrainingError
├── DataError      a data folder, shard, index or label that is missing or not as documented
├── ExportError    a network whose ONNX file does not compute what the network computes
├── ModelFileError an exported file that is missing, is not what it should be, or cannot be compared
└── ReportError    a report that would put photos where they can be committed
"""


class TrainingError(Exception):
    """Root of everything that training raises on purpose."""


class DataError(TrainingError):
    """A data folder, shard, index or label is missing or not as its README describes."""


class ExportError(TrainingError):
    """An exported file does not do what the trained network does."""


class ModelFileError(TrainingError):
    """An exported file is missing, not the network that it should be, or cannot be compared with another."""


class ReportError(TrainingError):
    """A report would put photos where they can be committed."""

"""The HTTP shell that every process has: problems, request id, logs, metrics, health, drain."""

"""One JSON line per event, with the request id; never a photo, a crop, an address or a property of one."""

import logging
import sys

import structlog

_LEAST = {
    "httpx": logging.WARNING,
    # each EXIF tag of a photo, such as where it was taken
    "PIL": logging.INFO,
    # bytes of a body that is no form
    "python_multipart": logging.ERROR,
}
"""What is less is not logged, whatever the level: libraries say there what is ours to keep quiet."""


def configure_logging(service: str, level: str = "INFO") -> None:
    """Send structlog's and the standard library's events to standard output as JSON lines."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level]),
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )

    def name_service(_: object, __: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
        return {"service": service, **event}

    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                name_service,
                structlog.processors.JSONRenderer(),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level)
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access"):
        logging.getLogger(name).handlers = []
        logging.getLogger(name).propagate = True
    logging.getLogger("uvicorn.access").disabled = True
    logging.captureWarnings(True)
    for name, least in _LEAST.items():
        logging.getLogger(name).setLevel(max(least, root.level))

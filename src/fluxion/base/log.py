"""The log: one line per event with its fields, as text for people or as JSON for collectors; never a secret."""

import logging
import sys
from typing import Any

import structlog

from fluxion.base.settings import Settings

SECRET_WORDS = ("password", "token", "secret", "authorization", "cookie")


def set_up_log(settings: Settings, *, quiet: bool = False) -> None:
    """Send the log to the error channel; `quiet` keeps warnings and errors only."""
    level = logging.WARNING if quiet else logging.INFO
    renderer: Any = structlog.processors.JSONRenderer(ensure_ascii=False)
    if settings.log_format == "text":
        renderer = structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback)
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            hide_secrets,
            one_line,
            *([structlog.processors.format_exc_info] if settings.log_format == "json" else []),
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        # found when a line is written: the error channel of today, not one that was redirected and closed since
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),
        cache_logger_on_first_use=False,
    )
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(levelname)s %(name)s %(message)s")


def hide_secrets(_logger: Any, _method: str, event: Any) -> Any:
    """Blank out the fields whose names say that they are secret."""
    for key in event:
        if any(word in key.lower() for word in SECRET_WORDS):
            event[key] = "…"
    return event


def one_line(_logger: Any, _method: str, event: Any) -> Any:
    """Keep line breaks and control signs of strangers from forging log lines."""
    for key, value in event.items():
        if isinstance(value, str) and key != "exception":
            event[key] = value.translate(_CONTROL)
    return event


_CONTROL = dict.fromkeys((*range(32), 127), "�")

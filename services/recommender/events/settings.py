"""Settings of the events, read from the environment with the recommender's others."""

from pathlib import Path

from pydantic import Field, FilePath

from serving.http.settings import HttpSettings


class EventSettings(HttpSettings):
    """Where events go, how many are kept, and for how long."""

    redis_url: str | None = None
    """`redis://host:6379/0`. Without it events are counted in files beside `events_file`, by one process.
    Where Redis is bounded (`maxmemory`), let it evict only what has an end (`volatile-lru`), as the counts
    have none."""

    redis_password_file: FilePath | None = None
    """File that holds the password of Redis."""

    events_key: str = "vitrine:events"
    """First part of every key in Redis that belongs to events."""

    events_file: Path = Path("var/events/events.jsonl")
    """Where events go that Redis does not take, one JSON object a line: those of a request are written and
    synchronised to disk (fsync) before it is answered. The counts of a shop without Redis are in
    `counts.json` beside it."""

    events_file_bytes: int = Field(default=8 * 2**20, gt=0)
    """A file of this size is put aside and a new one begun."""

    events_files: int = Field(default=8, ge=1)
    """Files that may wait to be folded; past them events are answered 503."""

    events_answer_s: int = Field(default=2 * 3600, gt=0)
    """Seconds for which an answer takes events. Each event of it begins them anew."""

    events_answers: int = Field(default=200_000, gt=0)
    """Answers that Redis remembers (about 1 KB each); the oldest goes first."""

    events_answers_in_process: int = Field(default=10_000, gt=0)
    """Answers that a process remembers by itself (about 1 KB each), for the time without Redis."""

    events_stream: int = Field(default=100_000, gt=0)
    """Events that Redis buffers until they are folded; about so many, since it trims in whole blocks."""

    events_fold_s: float = Field(default=5.0, gt=0)
    """Seconds between two rounds of folding what was buffered into the counts."""

    events_timeout_s: float = Field(default=0.25, gt=0)
    """Longest wait for Redis; past it events go to the file."""

    events_pause_s: float = Field(default=1.0, gt=0)
    """Seconds for which a Redis that did not answer is left alone."""

"""Settings of the recommender, read from the environment."""

from pathlib import Path

from pydantic import Field, FilePath, field_validator

from services.recommender.events.settings import EventSettings
from services.recommender.ranking.weights import DEFAULT_WEIGHTS, RankingWeights


class RecommenderSettings(EventSettings):
    """Where the catalog is, and how it is read."""

    catalog_uri: str = "var/catalog"
    """A folder, or an address on object storage (`s3://bucket/catalog`)."""

    catalog_poll_s: float = Field(default=2.0, gt=0)
    """Seconds between two looks for a newer catalog."""

    snapshot_rows: int = Field(default=10_000, ge=0)
    """The embeddings of a catalog of at most this many products are held in memory (half a kilobyte each);
    those of a larger one are copied to a file in `TMPDIR`, which should be a disk, or else are read from the
    catalog. All else that search needs is in memory always: about 130 bytes per product."""

    pool_size: int = Field(default=256, ge=1)
    """Items of all that meet the filters that are compared exactly; no garment has more results."""

    ranking_weights: RankingWeights = DEFAULT_WEIGHTS
    """What counts how much, as JSON: `{"freshness": 0.05}`. What it leaves out keeps its default."""

    images_dir: Path = Path(__file__).parent / "demo" / "images"
    """Folder of the demo shop's pictures, which `/v1/images/` serves."""

    redis_url: str | None = None
    """`redis://[user[:password]@]host:6379/0`, `rediss://…` or `unix://…`. Without it the cache lives in this
    process."""

    redis_password_file: FilePath | None = None
    """File that holds the password of Redis, instead of one in `redis_url`; read for every connection."""

    cache_key: str = "vitrine"
    """First part of every cache key, so that several shops can share one Redis."""

    cache_ttl_s: float = Field(default=600.0, gt=0)
    """Seconds that an answer or a product record stays cached. A new catalog version has new keys."""

    cache_bytes: int = Field(default=32 * 2**20, gt=0)
    """Most memory of what is cached in this process; the least recently used entry goes first. How much Redis
    holds is for its own `maxmemory` to say (with `maxmemory-policy volatile-lfu`)."""

    cache_local_s: float = Field(default=1.5, gt=0)
    """Seconds for which an entry is answered from this process before Redis is asked for it again."""

    cache_timeout_s: float = Field(default=0.1, gt=0)
    """Longest wait for Redis. Past it the answer is made without."""

    cache_pause_s: float = Field(default=1.0, gt=0)
    """Seconds between two looks at a Redis that did not answer; requests leave it alone meanwhile."""

    cache_lock_s: float = Field(default=0.5, gt=0)
    """Longest that a replica waits for what another one is making; a replica that dies holds the others up
    for as long."""

    @field_validator("redis_url", "redis_password_file", mode="before")
    @classmethod
    def _unset(cls, value: object) -> object:
        return None if value == "" else value

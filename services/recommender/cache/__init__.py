"""What was answered before, kept in this process for a moment and in Redis for all replicas.

A request looks here first, then into Redis, and only then has the answer made: by one for all that wait.
"""

from services.recommender.cache.cache import Cache as Cache

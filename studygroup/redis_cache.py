"""Django's cache on Redis, with one client instead of a new one per call, and reading that outlives the server."""

import logging
from functools import cached_property

from django.core.cache.backends.redis import RedisCache as DjangoRedisCache
from django.core.cache.backends.redis import RedisCacheClient
from redis.exceptions import ConnectionError, TimeoutError

logger = logging.getLogger(__name__)


class OneClient(RedisCacheClient):
    """Making a client costs more than a question to the server; REDIS_URL names one server, so one is enough."""

    @cached_property
    def client(self):
        return super().get_client(write=True)

    def get_client(self, key=None, *, write=False):
        return self.client


class RedisCache(DjangoRedisCache):
    """A server that is away reads as an empty cache, so pages go on.

    `add` and `incr` still raise: what counts attempts or takes a lock must not be let through uncounted.
    """

    def __init__(self, server, params):
        super().__init__(server, params)
        self._class = OneClient

    def get(self, key, default=None, version=None):
        return self._forgive(default, super().get, key, default, version)

    def get_many(self, keys, version=None):
        return self._forgive({}, super().get_many, keys, version)

    def set(self, *args, **kwargs):
        return self._forgive(None, super().set, *args, **kwargs)

    def delete(self, key, version=None):
        return self._forgive(False, super().delete, key, version)

    def delete_many(self, keys, version=None):
        return self._forgive(None, super().delete_many, keys, version)

    @staticmethod
    def _forgive(otherwise, ask, *args, **kwargs):
        try:
            return ask(*args, **kwargs)
        except (ConnectionError, TimeoutError) as error:
            logger.error("the cache on Redis did not answer: %s", error)
            return otherwise

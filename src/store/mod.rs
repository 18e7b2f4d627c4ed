//! What survives: the journal, the configuration and the cache.

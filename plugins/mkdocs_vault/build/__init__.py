"""What must be done again: digests, the cache of compiled notes, executors."""

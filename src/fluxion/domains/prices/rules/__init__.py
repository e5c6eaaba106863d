"""Decisions of prices that need no data store."""

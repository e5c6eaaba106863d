"""Adapters: one folder for each counterpart outside, behind a port that a domain declares. None is needed yet."""

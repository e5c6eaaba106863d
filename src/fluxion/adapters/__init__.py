"""Adapters: one folder for each counterpart outside, behind a port that says what is asked of it."""

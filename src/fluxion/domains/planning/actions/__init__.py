"""Verbs of planning: ask for a run, decide on suggestions and transfers, set parameters, dismiss alerts."""

"""Matching of names that people write differently: which column of a file is meant by which field.

Pure and deterministic: the same headers and words always give the same pairs.
"""

from fluxion.kernels.matching.headers import Match, Target, match_headers, plain_header

__all__ = ["Match", "Target", "match_headers", "plain_header"]

"""Spark: buckets of work on a company's own cluster, reached through Spark Connect (optional extra `spark`, no JVM here)."""

from fluxion.adapters.spark.adapter import SparkBuckets
from fluxion.adapters.spark.errors import SparkAway, SparkMissing

__all__ = ["SparkAway", "SparkBuckets", "SparkMissing"]

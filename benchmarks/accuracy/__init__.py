"""Accuracy on held-out steps of real demand, beside the named peers: `python -m benchmarks.accuracy`."""

"""Benchmarks: each figure stands beside the peer or the physical limit it is held against, from the same run."""

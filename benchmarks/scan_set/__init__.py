"""Drawn scans with known defects: what the image coach is tuned and measured on.

Nothing here is anybody's: names, numbers and emblems are invented, and every picture follows from
its seed. ``python -m benchmarks.scan_set DIR`` writes them to look at.
"""

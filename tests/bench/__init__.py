"""Speeds beside the peers of the field, as ratios in one run: `make bench`."""

"""Fulfils what agencies ask a regency's ICT office for by letter."""

__version__ = "0.1.0"

"""Adopting a zone: its names are proposed on a sheet, a person decides, and grants are made of them."""

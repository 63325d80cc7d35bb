"""The office's procedures: each takes the desk it works at, and returns what it did."""

"""Checks of a delegation, one file for each test case of Zonemaster, by its public specification."""

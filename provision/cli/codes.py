"""The exit codes of a run that did what was asked; those of errors stand with their classes."""

from provision.errors import NotVerified

FINDINGS = 3
NOT_VERIFIED = NotVerified.exit_code

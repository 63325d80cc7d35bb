"""The checks: each compares what is wanted with what is seen, and opens no socket."""

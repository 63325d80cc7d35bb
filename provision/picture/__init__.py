"""Pictures for people: a delegation drawn as those who know DNSViz would expect it."""

"""A plan written down for a person to carry out: a script for nsupdate, a change sheet for a web panel."""

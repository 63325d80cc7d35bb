"""The site's files: read with their line numbers, told where they are wrong."""

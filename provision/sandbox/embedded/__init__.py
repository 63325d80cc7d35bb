"""Name servers of our own, for rehearsals where no real one is installed; never for production."""

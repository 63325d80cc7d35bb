"""The services of the decree that change something outside: one room each."""

"""Pure decisions: what differs, in which order it changes, what must hold, what is refused."""

"""The only rooms that open sockets; each driver with its fake beside it."""

"""What the office talks about, as frozen values; nothing here opens a file or a socket."""

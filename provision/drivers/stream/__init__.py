"""The query engine: many questions under way at once, over few sockets, in one thread.

`question` and `reader` turn questions and answers into octets and back, `port` and `conversation` are a
UDP socket and a TCP connection, `asked` is a question under way. What drives them is `drivers.dns`.
"""

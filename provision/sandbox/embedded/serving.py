"""Many name servers in one process, each on its own addresses; SIGHUP makes it read the zone files again.

Run as `python -m provision.sandbox.embedded.serving FOLDER`: FOLDER holds what `plan.py` writes, and gets
`pid` once every address answers.
"""

import asyncio
import os
import signal
import struct
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from provision.sandbox.embedded.plan import PID, UDP_ONLY
from provision.sandbox.embedded.servers import Servers

PORT, PLAIN = 53, 512
IDLE = 10.0


class _Udp(asyncio.DatagramProtocol):
    def __init__(self, servers: Servers, address: str) -> None:
        self._servers, self._address = servers, address

    def connection_made(self, transport: Any) -> None:
        self._transport = transport

    def datagram_received(self, data: bytes, addr: Any) -> None:
        if said := self._servers.respond(self._address, data, PLAIN):
            self._transport.sendto(said, addr)


async def _talk(
    servers: Servers, address: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> None:
    try:
        while True:
            size = await asyncio.wait_for(reader.readexactly(2), IDLE)
            wire = await asyncio.wait_for(reader.readexactly(struct.unpack("!H", size)[0]), IDLE)
            if said := servers.respond(address, wire):
                writer.write(struct.pack("!H", len(said)) + said)
                await writer.drain()
    except (TimeoutError, asyncio.IncompleteReadError, OSError):
        writer.close()


async def serve(folder: Path) -> None:
    """Answer until killed."""
    servers = Servers(folder)
    servers.load()
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGHUP, servers.reload)
    kept = []  # a listening socket lives as long as somebody holds it
    for one in servers.told():
        for address in one["addresses"]:
            await loop.create_datagram_endpoint(partial(_Udp, servers, address), local_addr=(address, PORT))
            if one["kind"] != UDP_ONLY:
                kept.append(await asyncio.start_server(partial(_talk, servers, address), address, PORT))
    (folder / PID).write_text(str(os.getpid()))
    await asyncio.Event().wait()


def main(words: Sequence[str]) -> None:
    """Serve what a folder tells."""
    asyncio.run(serve(Path(words[0])))


if __name__ == "__main__":
    main(sys.argv[1:])

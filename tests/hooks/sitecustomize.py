"""Loaded by every Python process of a build under test: writes each use of the network to a file.

Python tells audit hooks of every connection and every look-up of a name before it is made.
"""

import json
import os
import sys

_WATCHED = ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto")
_FILE = os.environ.get("JUESUAN_NETWORK_LOG")


def _note(event: str, address: str) -> None:
    line = json.dumps({"pid": os.getpid(), "program": sys.argv[:3], "event": event, "to": address})
    handle = os.open(str(_FILE), os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
    os.write(handle, line.encode() + b"\n")
    os.close(handle)


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    if event in _WATCHED:
        # a socket in the file system stays on the machine: a path, or a name that begins with zero
        address = arguments[1] if event in ("socket.connect", "socket.sendto") else arguments[0]
        if not isinstance(address, str | bytes) or event.startswith("socket.get"):
            _note(event, repr(address))


if _FILE:
    sys.argv = getattr(sys, "argv", ["?"])
    _note("watching", "")
    sys.addaudithook(_watch)

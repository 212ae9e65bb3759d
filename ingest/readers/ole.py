"""The streams of an OLE container: that of old Office files."""

import io

from xlrd.compdoc import CompDoc

from ingest.errors import DocumentRefused


def streams_of(data: bytes, *names: str) -> list[bytes | None]:
    """The streams of these names at the root of a container, None for one that it lacks; raises DocumentRefused."""
    try:
        container = CompDoc(data, logfile=io.StringIO())
        return [container.get_named_stream(name) for name in names]
    except (MemoryError, RecursionError):
        raise
    except (
        Exception
    ) as error:  # nothing but the library runs here: whatever it says, the file is broken
        raise DocumentRefused(
            f"the file is a broken OLE container: {type(error).__name__}: {error}"[:200],
            "fetch the document again, or open it and save it again",
        ) from error

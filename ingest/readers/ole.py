"""OLE containers: those of old Office files."""

import io

from xlrd.compdoc import CompDoc

from ingest.errors import DocumentRefused


class Container:
    """The streams of an OLE container by their paths; raises DocumentRefused where it is broken."""

    def __init__(self, data: bytes) -> None:
        try:
            self._found = CompDoc(data, logfile=io.StringIO())
        except (MemoryError, RecursionError):
            raise
        except Exception as error:  # nothing but the library runs here
            raise _broken(error) from error

    def stream(self, path: str) -> bytes | None:
        """The bytes of a stream, None where there is none."""
        try:
            found: bytes | None = self._found.get_named_stream(path)
        except (MemoryError, RecursionError):
            raise
        except Exception as error:  # nothing but the library runs here
            raise _broken(error) from error
        return found


def _broken(error: Exception) -> DocumentRefused:
    return DocumentRefused(
        f"the file is a broken OLE container: {type(error).__name__}: {error}"[:200],
        "fetch the document again, or open it and save it again",
    )

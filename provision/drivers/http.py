"""One request to an HTTP API of the office's own: bounded in size and time, its key told to nobody else."""

import json
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import Any

import requests
from requests.exceptions import ChunkedEncodingError, RequestException, SSLError, Timeout
from requests.exceptions import ConnectionError as NotConnected

from provision.errors import BadAnswer, BadConfig, BadKey, NoAnswer, ProvisionError
from provision.i18n import Text
from provision.model.site import Api
from provision.names import shown

MOST_BYTES = 64 * 1024 * 1024
CHUNK = 64 * 1024
# No server of the office's takes longer for one zone; one that drips does.
LIFETIME = 60.0


@dataclass(frozen=True, slots=True)
class Reply:
    """The status of an answer and its data; None where it has none."""

    status: int
    data: Any


@dataclass(frozen=True, slots=True)
class HttpApi:
    """Where an API answers, and what it asks for."""

    api: Api
    timeout: float
    lifetime: float = LIFETIME

    def ask(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> Reply:
        """Send one request and return the answer, whatever its status.

        Raises NoAnswer, after which the request may or may not have been carried out; BadAnswer where
        what came is no proper answer; BadKey and BadConfig before anything is sent.
        """
        options = {"json": body, "headers": self._headers(), "verify": self._verify()}
        told: SimpleQueue[Reply | ProvisionError] = SimpleQueue()

        def send() -> None:
            told.put(self._sent(method, path, options))

        # In a thread: requests bounds each wait, and a server that drips bytes never ends.
        threading.Thread(target=send, daemon=True).start()
        try:
            said = told.get(timeout=self.lifetime)
        except Empty:
            said = NoAnswer(Text("{url} did not answer in time; try again", url=self.api.url))
        if isinstance(said, ProvisionError):
            raise said
        return said

    def _headers(self) -> dict[str, str]:
        key = self.api.key.resolve().reveal()
        if not key.isascii() or not key.isprintable() or not key or " " in key:
            raise BadKey(
                Text(
                    "The key of {url} is empty, or holds spaces or characters that no key has",
                    url=self.api.url,
                )
            )
        return {"X-API-Key": key, "Accept": "application/json"}

    def _verify(self) -> bool | str:
        authority = self.api.authority
        if authority and not authority.is_file():
            raise BadConfig(
                Text("The certificates of {url} are not there: {path}", url=self.api.url, path=authority)
            )
        return str(authority) if authority else True

    def _sent(self, method: str, path: str, options: Mapping[str, Any]) -> Reply | ProvisionError:
        """Return the answer or the error. Nothing is raised: what requests raises holds the key."""
        with requests.Session() as session:
            # No proxy, no .netrc: the key goes to the server and nowhere else.
            session.trust_env = False
            options = {**options, "timeout": self.timeout, "stream": True, "allow_redirects": False}
            try:
                return self._read(session.request(method, f"{self.api.url}{path}", **options))
            except (RequestException, OSError, ValueError) as error:
                return _in_words(error, self.api.url)

    def _read(self, response: requests.Response) -> Reply | ProvisionError:
        raw = bytearray()
        for chunk in response.iter_content(CHUNK):
            raw += chunk
            if len(raw) > MOST_BYTES:
                most = MOST_BYTES // 1024 // 1024
                return BadAnswer(Text("{url} answers with more than {most} MiB", url=self.api.url, most=most))
        return Reply(response.status_code, _data(bytes(raw)))


def _data(raw: bytes) -> Any:
    """Return what the answer holds; None where that is no JSON, as error pages are not."""
    try:
        return json.loads(raw)
    except (ValueError, RecursionError):
        return None


def _in_words(error: Exception, url: str) -> ProvisionError:
    if isinstance(error, SSLError):
        return BadAnswer(
            Text("The certificate of {url} is not accepted; where the office signs its own, name the file of its "
                 "authority: api.authority", url=url)
        )  # fmt: skip
    reason = _reason(error)
    unreached = isinstance(error, NotConnected) or not isinstance(error, (RequestException, ValueError))
    # A body that stalls is a lost connection to requests, for which the system has no word.
    if isinstance(error, Timeout) or (unreached and not reason):
        return NoAnswer(Text("{url} did not answer in time; try again", url=url))
    if isinstance(error, ChunkedEncodingError):
        return NoAnswer(Text("{url} broke off its answer; try again", url=url))
    if unreached:
        return NoAnswer(Text("{url} cannot be reached: {reason}", url=url, reason=reason))
    return BadAnswer(Text("{url} gave no proper answer; try again", url=url))


def _reason(error: BaseException | None) -> str:
    """Return the system's own words, which requests wraps several times."""
    while error is not None:
        if isinstance(error, OSError) and error.strerror:
            return shown(error.strerror)
        inner = [arg for arg in error.args if isinstance(arg, BaseException)]
        error = (
            getattr(error, "reason", None) or error.__cause__ or error.__context__ or next(iter(inner), None)
        )
    return ""

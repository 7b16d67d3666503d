"""The line to the sandbox process, shared by the adapters that speak to it."""

from __future__ import annotations

from typing import Final

import httpx

_CONNECT_SECONDS: Final = 2.0
_ANSWER_SECONDS: Final = 10.0


class LineDown(Exception):
    """The sandbox did not answer, or not as agreed."""


class SandboxLine:
    """Posts JSON to the sandbox at ``base_url`` and shows it the shared ``token``."""

    def __init__(self, base_url: str, token: str) -> None:
        self._client = httpx.Client(
            base_url=base_url,
            headers={"Authorization": f"Bearer {token}", "Content-Type": "application/json"},
            timeout=httpx.Timeout(_ANSWER_SECONDS, connect=_CONNECT_SECONDS),
            # A proxy of the environment must not see what is meant for this machine.
            trust_env=False,
        )

    def post(self, path: str, body: bytes) -> bytes:
        """The answer's body. Raises LineDown for no answer and for every other than 200."""
        try:
            answer = self._client.post(path, content=body)
        except httpx.HTTPError as error:
            raise LineDown(f"the sandbox does not answer: {type(error).__name__}") from error
        if answer.status_code != httpx.codes.OK:
            raise LineDown(f"the sandbox answered {answer.status_code} to {path}")
        return answer.content

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

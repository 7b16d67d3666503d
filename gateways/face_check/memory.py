"""A face check that answers as it was told to: for tests, and to see the pages with a result."""

from __future__ import annotations

from datetime import timedelta

from domain.filing.facts import FaceResult
from gateways.face_check.port import FaceCheckUnavailable, FaceRequest


class MemoryFaceCheck:
    """Gives each photo the present ``score`` (0 to 1), passed from ``passing`` on and valid for
    72 hours. With a score of None it is out of order. A repeated key gets its first answer."""

    def __init__(self, score: float | None = 0.98, passing: float = 0.8) -> None:
        self.score = score
        self.passing = passing
        self.asked: list[FaceRequest] = []
        self._answers: dict[str, FaceResult] = {}

    def check(self, request: FaceRequest) -> FaceResult:
        """The answer. Raises FaceCheckUnavailable while out of order."""
        if self.score is None:
            raise FaceCheckUnavailable
        self.asked.append(request)
        answer = FaceResult(
            method="face",
            passed=self.score >= self.passing,
            score=self.score,
            reference=f"memory-{len(self._answers) + 1}",
            valid_until=request.at + timedelta(hours=72),
        )
        return self._answers.setdefault(request.key, answer)

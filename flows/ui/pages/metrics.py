"""Numbers for a monitor: of what is published, and of the last load."""

from datetime import UTC, datetime

from fastapi import APIRouter, Request
from fastapi.responses import Response

from flows.metrics import CONTENT_TYPE
from flows.metrics import metrics as numbers

router = APIRouter()


@router.get("/metrics")
def metrics(request: Request) -> Response:
    """The numbers in the format OpenMetrics; they are there also where nothing is published."""
    return Response(numbers(request.app.state.served.directory, datetime.now(UTC)), media_type=CONTENT_TYPE)

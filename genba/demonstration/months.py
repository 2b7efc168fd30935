"""Calendar months before a day."""

from collections.abc import Iterator
from datetime import date, timedelta


def months_up_to(today: date, count: int) -> Iterator[tuple[date, date]]:
    """First and last day of each of the latest full months before `today`, in order."""
    for back in range(count, 0, -1):
        month = today.year * 12 + today.month - 1 - back
        start = date(month // 12, month % 12 + 1, 1)
        yield start, date((month + 1) // 12, (month + 1) % 12 + 1, 1) - timedelta(days=1)

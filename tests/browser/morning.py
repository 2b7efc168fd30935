"""The clock of the journeys: where they take place it is forenoon, so that no day turns while they go on.

The server, the browser and the journeys themselves have it; it is a day that stands on the calendar of Kenya too, where the
demonstration is at home.
"""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

BEGINS, EARLIEST = 9, -11  # o'clock; hours from Greenwich


def zone_at(hour: int) -> str:
    """Where it is nine o'clock at this hour of Greenwich. The names of these zones count westwards."""
    ahead = BEGINS - hour if BEGINS - hour >= EARLIEST else BEGINS - hour + 24
    return f"Etc/GMT{-ahead:+d}"


NOW = datetime.now(UTC)
ZONE = zone_at(NOW.hour)
TODAY = NOW.astimezone(ZoneInfo(ZONE)).date()

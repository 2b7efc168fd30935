"""What pages weigh, by the browser's own count."""

from typing import Any


class Scales:
    """The bytes on the wire by address, by the browser's own count; filled while a page loads."""

    def __init__(self) -> None:
        self.weights: dict[str, float] = {}
        self.addresses: dict[str, str] = {}

    def of(self, page: Any) -> None:
        """Somebody's browser, whose next page is its first."""
        self.wire = page.context.new_cdp_session(page)
        self.wire.send("Network.enable")
        self.wire.on("Network.requestWillBeSent", lambda e: self.addresses.__setitem__(e["requestId"], e["request"]["url"]))
        self.wire.on("Network.loadingFinished", lambda e: self.weights.__setitem__(
            self.addresses.get(e["requestId"], e["requestId"]), e["encodedDataLength"]))  # fmt: skip
        self.begin(page)

    def begin(self, page: Any) -> None:
        """Nothing is known to the browser any more; what it still waited for is none of the next page."""
        page.goto("about:blank")
        self.wire.send("Network.clearBrowserCache")
        self.weights.clear()


def weights_of(page: Any) -> dict[str, float]:
    """What this page fetches from now on, as in a first visit; it fills while pages load."""
    scales = Scales()
    scales.of(page)
    return scales.weights

"""Drawing by lot without chance: whoever has the codes and the seed draws the same, and nobody can choose what is drawn."""

import hashlib


def lot_of(code: str, seed: str = "sample") -> float:
    """Between 0 and 1, even over all codes, and always the same for one code and seed."""
    return int.from_bytes(hashlib.sha256(f"{seed}:{code}".encode()).digest()[:6]) / 2**48

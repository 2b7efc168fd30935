"""HTTP Digest (RFC 2617 and 7616) in the subset that OpenRosa asks for: MD5, qop=auth. Pure but for the key of this server.

MD5 is what collectors speak. It is no weakness here: the passwords are ours, random and long, and what is kept is sealed.
A nonce is signed by us and carries its own time, so that nothing is stored for those who never come back.
"""

import hashlib
import secrets
from collections.abc import Mapping
from urllib.request import parse_http_list, parse_keqv_list

from django.core.signing import BadSignature, SignatureExpired, TimestampSigner
from django.utils.crypto import constant_time_compare, salted_hmac

REALM, SALT = "genba", "collect.nonce"
NONCE_SECONDS = 10 * 60
NEEDED = frozenset({"username", "realm", "nonce", "uri", "response", "qop", "nc", "cnonce"})


def md5(*parts: str) -> str:
    return hashlib.md5(":".join(parts).encode(), usedforsecurity=False).hexdigest()


def ha1(username: str, password: str) -> str:
    """What Digest needs of a password."""
    return md5(username, REALM, password)


def seal(ha1: str, code: str) -> str:
    """HA1 under a pad that only this server can make again; the same once more opens it. `code`: of the one row it is for."""
    pad = salted_hmac("collect.sealed", code, algorithm="sha256").digest()
    return bytes(a ^ b for a, b in zip(bytes.fromhex(ha1), pad, strict=False)).hex()


def challenge(*, domain: str, stale: bool = False, basic: bool = False) -> str:
    """WWW-Authenticate; Basic is offered only where nobody listens."""
    nonce = TimestampSigner(salt=SALT).sign(secrets.token_urlsafe(18))
    said = f'Digest realm="{REALM}", domain="{domain}", nonce="{nonce}", algorithm=MD5, qop="auth"'
    return said + (", stale=TRUE" if stale else "") + (f', Basic realm="{REALM}", charset="UTF-8"' if basic else "")


def parted(credentials: str) -> dict[str, str] | None:
    """What a Digest header says; None where a part is missing, or asks for what we do not speak."""
    try:
        said = parse_keqv_list(parse_http_list(credentials))
    except (ValueError, IndexError):
        return None
    speaks_ours = said.get("algorithm", "MD5").upper() == "MD5" and said.get("qop") == "auth"
    return said if said.keys() >= NEEDED and speaks_ours and said["realm"] == REALM else None


def is_right(said: Mapping[str, str], method: str, ha1: str) -> bool:
    """Whether whoever says this knows the password."""
    ha2 = md5(method, said["uri"])
    expected = md5(ha1, said["nonce"], said["nc"], said["cnonce"], said["qop"], ha2)
    return constant_time_compare(expected, said["response"].lower())


def is_fresh(nonce: str) -> bool:
    """Whether we gave this nonce out, not long ago."""
    try:
        TimestampSigner(salt=SALT).unsign(nonce, max_age=NONCE_SECONDS)
    except (BadSignature, SignatureExpired):
        return False
    return True

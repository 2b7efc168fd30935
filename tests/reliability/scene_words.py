"""What a scene and the phones in it agree on."""

CSRF = "a" * 32

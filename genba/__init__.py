"""genba: a programme improves small enterprises, and proves it. docs/rooms.md says what lives where."""

__version__ = "0.1.0"

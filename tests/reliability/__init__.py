"""Real faults: a server that is killed, lines that break, a disk that is full. Nothing that was typed is lost, and it is there once."""

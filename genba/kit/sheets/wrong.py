"""How a reader of cells says no to itself, before the place is known."""


class Wrong(Exception):
    """A cell that cannot be read: what is wrong, and what to do."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(problem)
        self.problem = problem
        self.remedy = remedy


class Ambiguous(Wrong):
    """A cell with two readings; the rest of its column may tell which."""

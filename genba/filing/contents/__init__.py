"""What each kind of report says, put together from genba.reports: a function for each kind, called by `contents_of`."""

from genba.filing.contents.made import contents_of

__all__ = ["contents_of"]

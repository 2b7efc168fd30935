from genba.publishing.models.face import Face, Office
from genba.publishing.models.iati import IatiReporting
from genba.publishing.models.listing import EnterpriseListing, TrainerListing
from genba.publishing.models.story import Publication, Shown, Story, StoryPhoto, Wording

__all__ = ["EnterpriseListing", "Face", "IatiReporting", "Office", "Publication", "Shown", "Story", "StoryPhoto",
           "TrainerListing", "Wording"]  # fmt: skip

from genba.publishing.models.face import Face, Office
from genba.publishing.models.listing import EnterpriseListing, TrainerListing
from genba.publishing.models.story import Publication, Shown, Story, StoryPhoto, Wording

__all__ = ["EnterpriseListing", "Face", "Office", "Publication", "Shown", "Story", "StoryPhoto", "TrainerListing", "Wording"]

"""What an office types about stories."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from genba.access.models import User
from genba.access.permissions import Permission
from genba.access.policy import reach
from genba.curriculum import LANGUAGES
from genba.programmes.curricula import curriculum
from genba.publishing.actions.stories import LONGEST_LEAD, LONGEST_TITLE
from genba.publishing.models import Shown, Story
from genba.web.base.fields import DayField, PhotoField, VersionedForm, country_choices

SHOWS = {"en": _("What it shows, in English"), "fr": _("What it shows, in French"), "es": _("What it shows, in Spanish"),
         "ar": _("What it shows, in Arabic")}  # fmt: skip


class PlaceForm(forms.Form):
    """Where a story plays, its module, its video."""

    country = forms.ChoiceField(label=_("Country"), required=False)
    module = forms.ChoiceField(label=_("Module"), required=False)
    video = forms.CharField(label=_("Address of a video"), max_length=200, required=False,
                            help_text=_("It is shown as a link; nothing is loaded from there before somebody follows it."))  # fmt: skip

    def __init__(self, *args: Any, user: User, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        within = reach(user, Permission.STORY_WRITE)
        offered = [c for c in country_choices(language) if within is None or c[0] in within.get("country", [])]
        fields["country"].choices = offered if within is not None else [("", _("the whole programme")), *offered]
        fields["country"].required = within is not None
        fields["module"].choices = [("", _("none")), *((m.slug, m.titles.in_(language)) for m in curriculum().modules)]


class BeginForm(PlaceForm):
    """A new story."""

    title = forms.CharField(label=_("Title"), max_length=LONGEST_TITLE)
    field_order = ("title", "country", "module", "video")


class WordingForm(VersionedForm):
    """A story in one language."""

    title = forms.CharField(label=_("Title"), max_length=LONGEST_TITLE)
    lead = forms.CharField(
        label=_("In one or two sentences"), max_length=LONGEST_LEAD, widget=forms.Textarea(attrs={"rows": 3})
    )
    body = forms.CharField(label=_("Text"), widget=forms.Textarea(attrs={"rows": 22}),
                           help_text=_("Markdown: ## for a heading, * for a list, **bold**. People go by their handle: {ana}."))  # fmt: skip

    def __init__(self, *args: Any, spoken: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("title", "lead", "body"):
            self.fields[name].widget.attrs |= {"lang": spoken, "dir": "rtl" if spoken == "ar" else "ltr"}


class PublishForm(forms.Form):
    """At once, or from a moment on."""

    from_on = DayField(label=_("From this day on"), required=False, help_text=_("Empty: at once."))
    from_time = forms.TimeField(label=_("At"), required=False, widget=forms.TimeInput(attrs={"type": "time"}))


class StoryPhotoForm(forms.Form):
    """A photo, and what it shows in each language."""

    photo = PhotoField(label=_("Photo"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, label in SHOWS.items():
            own = {"lang": code, "dir": "rtl" if code == "ar" else "ltr"}
            self.fields[f"shows_{code}"] = forms.CharField(label=label, max_length=300, required=code == "en",
                                                           widget=forms.TextInput(attrs=own))  # fmt: skip

    @property
    def shows(self) -> dict[str, str]:
        return {code: self.cleaned_data[f"shows_{code}"] for code in LANGUAGES}


class DescribeForm(StoryPhotoForm):
    """What a photo shows, said anew."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["photo"]


class ShownForm(forms.Form):
    """Who is shown, and how and when they agreed."""

    name = forms.CharField(label=_("Name as it stands in the story"), max_length=150)
    handle = forms.CharField(
        label=_("Handle in the text"), max_length=30, help_text=_("A short word of plain letters, such as ana.")
    )
    instead = forms.ChoiceField(label=_("Called, without consent"), choices=Shown.As.choices)
    enterprise = forms.CharField(label=_("Code of the enterprise, if it is one"), max_length=8, required=False)
    way = forms.ChoiceField(label=_("How they agreed"), choices=Shown.Way.choices)
    given_on = DayField(label=_("On"))
    until_on = DayField(label=_("Until, not including"), required=False)
    photos = forms.MultipleChoiceField(label=_("On which photos"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, story: Story, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["photos"].choices = [(p.code, p.shows.get("en") or p.code) for p in story.photos.all()]
        if not fields["photos"].choices:
            del self.fields["photos"]

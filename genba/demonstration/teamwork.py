"""The improvement team of an enterprise of the story: who is in it, when it meets, and what its photos show."""

import io
from datetime import date, timedelta

from PIL import Image, ImageDraw

from genba.access.models import User
from genba.plans.actions import comments, photos, teams
from genba.plans.models import Action, Meeting, TeamMember
from genba.programmes.models import Engagement

P, C = TeamMember.Part, TeamMember.Chosen
SAID = """Everybody named what stands in the way most. The aisle and the tools came first.
Each action got a name and a day. We meet again in two weeks, at the same hour."""
FLOOR, WALL, LINE, BOX, TAPE = "#b9b4a8", "#e7e2d6", "#8d8778", "#9a6b3f", "#f0b400"


def meet(by: User, engagement: Engagement, class_on: date) -> Meeting | None:
    """The people of the class form the team, and meet two days after it. None where nobody was in the class."""
    guests = list(engagement.enterprise.people.order_by("pk"))
    if not guests:
        return None
    team = teams.form(by=by, engagement=engagement, name="Improvement team", formed_on=class_on + timedelta(days=1))
    members = [
        teams.join(
            by=by, team=team, person=person, part=P.CHAIR if seat == 0 else P.SECRETARY if seat == 2 else P.MEMBER,
            chosen=C.APPOINTED if person.role == "manager" else C.ELECTED, since_on=team.formed_on,
        )
        for seat, person in enumerate(guests)
    ]  # fmt: skip
    return teams.hold_meeting(by=by, team=team, held_on=class_on + timedelta(days=2), minutes=45, said=SAID, present=members)


def show(by: User, action: Action, today: date) -> None:
    """Photos of one spot before and after (drawn: everything here is invented), and what was said about it."""
    before, after = action.proposed_on, min(action.due_on, today)
    photos.add(action=action, by=by, kind="before", data=drawn(is_clear=False), taken_on=before,
               shows="Boxes stand across the aisle; nobody can pass with a cart")  # fmt: skip
    photos.add(action=action, by=by, kind="after", data=drawn(is_clear=True), taken_on=after,
               shows="The same aisle, free, with yellow lines on the floor")  # fmt: skip
    comments.say(action=action, by=by, text="The lines held for a month. Paint them again before the rainy season.")


def drawn(*, is_clear: bool) -> bytes:
    """An aisle between two rows of tables, with boxes in it or free."""
    picture = Image.new("RGB", (960, 720), WALL)
    draw = ImageDraw.Draw(picture)
    draw.polygon([(0, 720), (960, 720), (620, 260), (340, 260)], fill=FLOOR)
    for x, y, size in ((60, 420, 150), (190, 330, 100), (750, 420, 150), (670, 330, 100)):
        draw.rectangle([x, y, x + size, y + size // 2], fill=LINE)
    if is_clear:
        for near, far in ((230, 400), (730, 560)):
            draw.line([(near, 720), (far, 260)], fill=TAPE, width=14)
    else:
        for x, y, size in ((330, 520, 170), (520, 560, 140), (430, 400, 110), (450, 300, 70)):
            draw.rectangle([x, y, x + size, y + size * 3 // 4], fill=BOX, outline="#5d3f22", width=4)
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()

"""What the field app says, in the language of whoever opens it: the device has no catalogue of its own."""

from typing import Any

from django.utils.translation import gettext as _

from genba.directory.models import Sex, WorkRole
from genba.kit import numbers
from genba.observations.models import PracticeState
from genba.plans.actions import NEXT
from genba.plans.models import State as ActionState
from genba.sync.models import Outcome
from genba.web.base.words import language

State = Outcome.State
LIGHTS = {"here": "waiting", "sending": "waiting", "whole": "good", "skipped": "attention", State.REPLACED: "before", State.ACCEPTED: "good", State.FLAGGED: "attention",
          State.TO_FIX: "trouble", State.WAITING: "waiting", State.REFUSED: "trouble"}  # fmt: skip


def words() -> dict[str, Any]:
    """Sentences by name; what stands in {braces} is filled in on the device."""
    return {
        **_day(),
        **_list(),
        **_visit(),
        **_numbers(),
        **_photos(),
        **_signing(),
        **_asking(),
        **_forms(),
        **_outbox(),
        **_pin(),
    }


def _day() -> dict[str, Any]:
    return {
        "title": _("Without a network"), "nothingYet": _("Open this page once with a network: then it holds your classes and visits."),
        "classes": _("Classes"), "noClass": _("No class of yours is near."), "visits": _("Visits"),
        "noVisit": _("No visit of yours is due."), "visitPlanned": _("Visit {n}, planned on {day}"),
        "visitDue": _("Visit {n}, due on {day}"), "visitNext": _("Visit {n}, no day is set"), "reportVisit": _("Report the visit"), "notes": _("Your notes"),
        "left": _("{n} more are not on this device. Where there is a network, open the page of the one you need and press “Without a network”."),
        "leftAsks": _("{n} more are not on this device: fill them in where there is a network."),
        "fetched": _("On this device since {at}: {kb} KB."), "used": _("Space used: {mb} of {of} MB."),
        "sayWhere": _("With what I write, say how far I was from the enterprise"),
        "install": _("Put it on the home screen"),
        "installHow": _("Put this page on the home screen (menu of the browser): then it opens like an app, and the phone keeps it."),
        "restored": _("The browser had cleared its space. What was not sent is back: {n}."),
        "full": _("There is no room on this device. Nothing is lost while this page is open: make room, then press again."),
        "twoSay": _("Two people say different things"), "lookAndDecide": _("Look and decide"), "decided": _("This is decided."),
        "theirs": _("What stands"), "mine": _("What this device says"), "keepTheirs": _("Keep what stands"),
        "takeMine": _("Take what the device says"),
        "told": {"offline": _("No network just now. Go on: everything stays on this device."),
                 "signed-out": _("You are signed out. Sign in, and what is unsent goes."),
                 "withdrawn": _("This device was withdrawn, and what was on it is gone. Ask your coordinator.")},
    }  # fmt: skip


def _list() -> dict[str, Any]:
    return {
        "gone": _("This session is not on the device."), "who": _("Who is here?"), "here": _("Here"), "away": _("Not here"),
        "allHere": _("All are here"), "noneHere": _("Start with none"), "keep": _("Keep the list"),
        "counted": _("{here} of {all} here"), "trainers": _("Trainers are not counted."), "walkIn": _("Add someone who walked in"),
        "addHere": _("Add as here"), "name": _("Name"), "sex": _("Sex"), "role": _("Work"), "from": _("From which enterprise"),
        "nameFirst": _("Write the name first."), "sexes": {key: str(name) for key, name in Sex.choices},
        "roles": {key: str(name) for key, name in WorkRole.choices},
    }  # fmt: skip


def _visit() -> dict[str, Any]:
    return {
        "visit": _("Visit"), "visitTitle": _("Visit {n}, {name}"), "goneVisit": _("This visit is not on the device."),
        "visitedOn": _("Day of the visit"), "met": _("Who you spoke with"), "plan": _("The plan"),
        "noPlan": _("No open action in the improvement plan."), "asItWas": _("As it was"), "whatNow": _("What now?"),
        "whyOrSaw": _("Why, or what you saw"), "overdue": _("overdue"), "dropWhy": _("Say why the action is dropped."),
        "actionStates": {key: str(name) for key, name in ActionState.choices},
        "nextStates": {state.value: [after.value for after in follows] for state, follows in NEXT.items()}, "practices": _("Good practices"),
        "practicesHow": _("Only those you looked at today."), "whatShows": _("What shows it"),
        "practiceStates": {key: str(name) for key, name in PracticeState.choices}, "advice": _("Advice"),
        "adviceHow": _("The enterprise reads this."), "advised": _("What you advised"), "nextSteps": _("What comes next"),
        "nextStepsHow": _("One step a line: who does what by when."), "keepVisit": _("Keep the visit"),
        "keptHere": _("Everything you type stays on this device at once."), "dayFirst": _("Say the day of the visit, not later than today."),
        "adviceFirst": _("Write what you advised."),
    }  # fmt: skip


def _numbers() -> dict[str, Any]:
    return {
        "numbers": _("Numbers"),
        "numbersHow": _("Write what was counted; the value is worked out. The last one stands beside it. Leave empty what you did not ask."),
        "period": _("The numbers are of"), "countedNow": _("Counted now"), "countIt": _("Count it"), "notTracked": _("Not tracked"),
        "noteWhy": _("Why it is not tracked, or why an unusual number is right"), "notTrackedWhy": _("Say why it is not tracked."),
        "sayWhy": _("If it is right, say why."), "writeBoth": _("{kpi}: write both numbers, or choose “not tracked”."),
        "notBelow": _("{name} cannot be below {least}."), "mustBeWhole": _("{name} must be a whole number."),
        "divideByNought": _("{name} is nought, so there is nothing to divide by."),
        "partOverWhole": _("{part} cannot be more than {whole}."),
        "unusual": _("That makes {value}; usual is from {low} to {high}."), "leap": _("That makes {value}; the last time it was {before}."),
    }  # fmt: skip


def _photos() -> dict[str, Any]:
    return {
        "photoBefore": _("Photo before"), "photoAfter": _("Photo after"), "photos": _("Photos"), "before": _("Before"),
        "standThere": _("Stand where you stood on {day}: {shows}"), "openCamera": _("Open the camera"), "shoot": _("Take the photo"),
        "photoFile": _("Or choose a photo"), "photoFileInstead": _("Choose a photo instead"), "photoRetake": _("Take it again"),
        "paintFaces": _("Is a face to be seen? Paint over it with your finger. It stays painted."),
        "photoShows": _("What it shows, in a few words"), "showsFirst": _("Say in a few words what the photo shows."),
        "photoFirst": _("Take or choose a photo first."), "photoKeep": _("Keep the photo"),
        "noPhoto": _("This file is no photo. Choose a JPEG or PNG."),
        "noCamera": _("The camera cannot be used here. Choose a photo instead."),
        "photoPart": _("{part} of {of} KB sent"), "photoSkip": _("Leave it here for now"), "photoAgain": _("Try it again"),
    }  # fmt: skip


def _signing() -> dict[str, Any]:
    return {
        "signReport": _("Sign the report"), "signHow": _("Hand the phone over: a manager signs, and a worker. Each reads the report first."),
        "signed": _("Signed"), "whoSigns": _("Who signs"), "anotherName": _("Another name"), "whoFirst": _("Choose who signs, or write the name."),
        "signHere": _("Sign here with your finger"), "signAgain": _("Wipe and sign again"), "agrees": _("I have read it, and it tells what happened."),
        "agreeFirst": _("Tick that it was read."), "sign": _("Sign"), "later": _("Later"),
    }  # fmt: skip


def _asking() -> dict[str, Any]:
    return {
        "askThem": _("Ask how it was"), "askHow": _("Hand the phone round. Nobody sees what another answered; only how many said what is kept."),
        "answered": _("{n} have answered"), "nextPerson": _("Next person"), "askFinish": _("All have answered"),
        "askPersonTitle": _("How was the class?"), "askAnonymous": _("Nobody will know what you answered. Leave out what you like."),
        "askOne": _("Choose at least one answer."), "askDone": _("Done, hand it on"), "countPaper": _("Count paper forms"),
        "tallyHow": _("How many gave which answer? Empty is nought."), "howMany": _("{question}: how many gave {score}"),
        "tallyWhole": _("Write a whole number, at most 500."), "tallyFirst": _("Write at least one number."), "keepTally": _("Keep the count"),
        "scores": {score: _score(score) for score in range(1, 6)},
    }  # fmt: skip


def _score(score: int) -> str:
    """A figure in the digits of the reader; the ends say what they mean."""
    figure = numbers.number(score, language=language())
    ends = {1: _("%(figure)s, not at all"), 5: _("%(figure)s, fully")}
    return ends.get(score, "%(figure)s") % {"figure": figure}


def _forms() -> dict[str, Any]:
    return {
        "baselines": _("Baselines"), "baseline": _("Baseline"), "takeBaseline": _("Take the baseline"),
        "baselineTitle": _("Baseline, %(name)s") % {"name": "{name}"}, "keepBaseline": _("Keep the baseline"),
        "numbersOrNot": _("Write what was counted; the value is worked out. “Not tracked” is an answer too."),
        "periodOver": _("The period must be over on the day of the baseline."), "note": _("Note"),
        "pulse": _("Pulse"), "askPulse": _("Ask the ten questions"), "pulseTitle": _("Pulse, {name}"), "keepAnswers": _("Keep the answers"),
        "goneForm": _("This form is not on the device any more."), "moreQuestions": _("More questions"),
        "moreQuestionsHow": _("Leave all of it empty, or answer what is needed."), "mayStayEmpty": _("(may stay empty)"),
        "needed": _("This is needed."), "oneOfThree": _("Choose one of the three."), "cannotBe": _("This answer cannot be."),
        "plainNumber": _("Write it without a sign between thousands, and with a point before decimals."),
    }  # fmt: skip


def _outbox() -> dict[str, Any]:
    return {
        "outbox": _("Outbox"), "unsent": _("Not sent yet: {n}. They go by themselves."), "allSent": _("Everything is sent."),
        "states": {"here": _("On this device"), "sending": _("Is being sent"), "whole": _("Arrived"), "skipped": _("Left here"),
                   **{key: str(name) for key, name in State.choices}},
        "lights": LIGHTS, "records": _("What you wrote"), "nothingWritten": _("Nothing was written here yet."),
        "written": _("Written {at}"), "lastSync": _("Last sent {at}"), "neverSynced": _("Nothing was sent from here yet."),
        "sendNow": _("Send now"), "exportAll": _("Save what is unsent as a file"), "putRight": _("Put it right"),
    }  # fmt: skip


def _pin() -> dict[str, Any]:
    return {
        "choosePin": _("Choose a PIN for this device"),
        "choosePinWhy": _("What you write here is locked with it. You are asked for it each time you open this page."),
        "pinNew": _("PIN of 4 to 8 digits"), "pinKeep": _("Keep the PIN"), "pinShape": _("A PIN has 4 to 8 digits."),
        "enterPin": _("Your PIN"), "enterPinWhy": _("What is on this device is locked."), "pin": _("PIN"), "pinOpen": _("Open"),
        "pinForgot": _("I forgot it"), "pinForgotHow": _("Sign in where there is a network, open this page and press this again."),
        "pinWrong": _("This is another PIN. Try once more."), "pinWait": _("Wait {n} seconds, then try again."),
    }  # fmt: skip

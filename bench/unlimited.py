"""The settings of the product without its limits on how often one address may ask: a bench asks all the time."""

from genba.settings import *  # noqa: F403
from genba.settings import ACCOUNT_RATE_LIMITS

ACCOUNT_RATE_LIMITS = {**ACCOUNT_RATE_LIMITS, "work-out": "1000000/m/ip"}

"""What a web server loads: once, before it forks, so that its processes share what never changes."""

import gc
import os

# While the program is read nothing is thrown away, and looking for it costs a seventh of the start.
gc.disable()

from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.urls import get_resolver  # noqa: E402

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "genba.settings")
application = get_wsgi_application()
_ = get_resolver().url_patterns  # every view now, in the memory that is shared, not at the first request of each process

# What was read stays for good: the search for cycles need not walk through it at every request, nor may it touch, and
# so copy, pages that the processes share. A request makes few cycles; they wait until there are many.
gc.freeze()
gc.set_threshold(20_000, 20, 50)
gc.enable()

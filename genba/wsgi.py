"""What a web server loads: once, before it forks, so that its processes share what never changes."""

import os

from genba.kit.garbage import reading_the_program

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "genba.settings")
with reading_the_program():
    from django.core.wsgi import get_wsgi_application
    from django.urls import get_resolver

    application = get_wsgi_application()
    views = get_resolver().url_patterns  # all of them now, and not at the first request of each process

"""Partnerships: the four doors, who takes part, who trains, how to be certified; and the search across all that is public."""

from django.urls import path

from genba.web.public.views import partnerships, search, taking_part, trainers

urlpatterns = [
    path("partnerships/", partnerships.doors, name="partnerships"),
    path("partnerships/brands/", partnerships.for_brands, name="for-brands"),
    path("partnerships/enterprises/", taking_part.list_enterprises, name="taking-part"),
    path("partnerships/enterprises/<str:code>/", taking_part.show, name="profile"),
    path("partnerships/trainers/", trainers.directory, name="trainers"),
    path("partnerships/certification/", partnerships.become_certified, name="become-certified"),
    path("search/", search.search, name="search"),
]

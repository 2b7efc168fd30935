from django.conf import settings
from django.urls import include, path, re_path

from genba.web.public.views import applying, certificates, demonstration, entrance, face, here, pulse, satisfaction, where

urlpatterns = [
    path("", entrance.home, name="home"),
    path("language/", entrance.language, name="language"),
    path("say/<str:code>/", satisfaction.answer, name="satisfaction"),
    path("pulse/<str:token>/", pulse.answer, name="pulse"),
    path("here/<str:token>/", here.here, name="here"),
    path("here/<str:token>/new/", here.new, name="here-new"),
    path("apply/", applying.choose, name="apply"),
    re_path(r"^apply/(?P<kind>enterprise|trainer|provider|brand|sponsor)/$", applying.apply_as, name="apply-as"),
    path("apply/<str:code>/", applying.apply, name="apply-to"),
    path("applications/", applying.ask, name="application-ask"),
    path("applications/<str:code>/", applying.stands, name="application-stands"),
    path("style/<str:name>.css", face.style, name="style"),
    path("mark/<str:digest>.png", face.mark, name="mark"),
    path("cards/<slug:kind>/<str:key>.png", face.card, name="card"),
    path("sitemap.xml", face.sitemap, name="sitemap"),
    path("", include("genba.web.public.story_urls")),
    path("where/", where.show, name="where"),
    path("where/countries.geojson", where.geojson, name="where-geojson"),
    path("where/countries.csv", where.csv, name="where-csv"),
    path("where/<str:code>/", where.country, name="where-country"),
    path("robots.txt", face.robots, name="robots"),
    path("", include("genba.web.public.partner_urls")),
    path("enter/", entrance.enter, name="enter"),
    path("", include("genba.web.public.agenda_urls")),
    path("certificates/", certificates.ask, name="certificates"),
    path("certificates/<str:code>/", certificates.check, name="certificate"),
]
if settings.DEMO:  # elsewhere the address does not even exist
    urlpatterns.append(path("demo/<slug:role>/", demonstration.enter_as, name="demo"))

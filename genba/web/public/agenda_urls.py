"""The 2030 Agenda, the method behind every figure, and the figures to keep."""

from django.urls import path

from genba.web.public.views import agenda, open_data

urlpatterns = [
    path("agenda-2030/", agenda.show, name="agenda"),
    path("agenda-2030/method/", agenda.method, name="method"),
    path("open-data/", open_data.show, name="open-data"),
    path("open-data/figures.csv", open_data.figures_csv, name="open-data-csv"),
    path("open-data/figures-sdmx.csv", open_data.figures_sdmx, name="open-data-sdmx"),
    path("open-data/figures.json", open_data.figures_json, name="open-data-json"),
    path("open-data/dictionary.csv", open_data.dictionary_csv, name="open-data-dictionary"),
]

from django.urls import path

from genba.web.portal.views import suppliers

app_name = "portal"
urlpatterns = [
    path("suppliers/", suppliers.list_suppliers, name="suppliers"),
    path("suppliers/<str:code>/", suppliers.show, name="supplier"),
]

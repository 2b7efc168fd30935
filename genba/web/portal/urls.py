from django.urls import path

from genba.web.portal.views import results, sponsored, suppliers

app_name = "portal"
urlpatterns = [
    path("suppliers/", suppliers.list_suppliers, name="suppliers"),
    path("together/", results.together, name="together"),
    path("sponsored/", sponsored.show, name="sponsored"),
    path("suppliers/<str:code>/", suppliers.show, name="supplier"),
]

"""Filed reports at the desk; their names belong to the desk."""

from django.urls import path

from genba.web.desk.views import filed, filed_behind

urlpatterns = [
    path("", filed.list_filed, name="filed-reports"),
    path("new/", filed.kinds, name="filed-new"),
    path("new/<slug:kind>/", filed.new_one, name="filed-new-one"),
    path("behind/", filed_behind.behind, name="filed-behind"),
    path("<str:code>/", filed.show, name="filed"),
    path("<str:code>/again/", filed.renew, name="filed-again"),
    path("<str:code>/sent/", filed.say_sent, name="filed-sent"),
    path("<str:code>/report.<str:format>", filed.file, name="filed-file"),
]

"""Every address of the house. Rooms are entered by their own address only (lock 2)."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

handler500 = "cpboard.core.faults.fault"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("cpboard.publishing.public_urls")),
    path("account/", include("cpboard.core.account_urls")),
    path("", include("cpboard.core.urls")),
    path("", include("cpboard.publishing.urls")),
    path("board/", include("cpboard.board.urls")),
    path("voice/", include("voice.urls")),
    path("postbox/", include("voice.postbox.urls")),
    path("tell-us/", include("voice.postbox.child_urls")),
    path("champions/", include("champions.urls")),
    path("figures/", include("performance.urls")),
    path("meetings/", include("meetings.urls")),
    path("closed/", include("meetings.closed.urls")),
    path("actions/", include("actions.urls")),
]

if settings.DEMO:
    urlpatterns.append(path("demo/", include("cpboard.demo.urls")))

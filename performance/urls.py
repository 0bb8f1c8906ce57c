"""Addresses."""

from django.urls import path

from performance import deed_views, views
from performance.catalogue import views as catalogue
from performance.exceptions import views as exceptions
from performance.feed import views as feed
from performance.peers import views as peers
from performance.snapshots import views as snapshots
from performance.uploads import views as uploads
from performance.young import views as young

app_name = "performance"
urlpatterns = [
    path("", views.scorecard, name="scorecard"),
    path("figures.csv", views.scorecard_csv, name="scorecard_csv"),
    path("figures.xlsx", views.scorecard_xlsx, name="scorecard_xlsx"),
    path("hidden/", views.hidden_figures, name="hidden"),
    path("indicators/", catalogue.indicators, name="indicators"),
    path("indicators/order/", catalogue.order, name="order"),
    path("add-indicator/", deed_views.add_indicator, name="add_indicator"),
    path("<int:pk>/", views.indicator, name="indicator"),
    path("<int:pk>/figures.csv", views.indicator_csv, name="indicator_csv"),
    path("<int:pk>/change-indicator/", deed_views.change_indicator, name="change_indicator"),
    path("<int:pk>/retire-indicator/", deed_views.retire_indicator, name="retire_indicator"),
    path("<int:pk>/switch-indicator/", catalogue.switch_indicator, name="switch_indicator"),
    path("<int:pk>/move-indicator/", catalogue.move_indicator, name="move_indicator"),
    path("<int:pk>/set-target/", catalogue.set_target, name="set_target"),
    path("<int:pk>/load-value/", deed_views.load_value, name="load_value"),
    path("<int:pk>/load-comparator/", deed_views.load_comparator, name="load_comparator"),
    path("<int:pk>/open-exception/", exceptions.open_exception, name="open_exception"),
    path("exceptions/", exceptions.exceptions, name="exceptions"),
    path("exceptions/<int:pk>/", exceptions.exception, name="exception"),
    path("exceptions/<int:pk>/write-exception/", exceptions.write_exception, name="write_exception"),
    path("exceptions/<int:pk>/sign-exception/", exceptions.sign_exception, name="sign_exception"),
    path("snapshots/", snapshots.snapshots, name="snapshots"),
    path("snapshots/take-snapshot/", snapshots.take_snapshot, name="take_snapshot"),
    path("snapshots/<int:pk>/", snapshots.snapshot, name="snapshot"),
    path("snapshots/<int:pk>/ask-paper/", snapshots.ask_paper, name="ask_paper"),
    path("snapshots/<int:pk>/paper/", snapshots.snapshot_paper, name="snapshot_paper"),
    path("peers/", peers.peers, name="peers"),
    path("peers/note-peer/", peers.note_peer, name="note_peer"),
    path("peers/<int:pk>/remove-peer-note/", peers.remove_peer_note, name="remove_peer_note"),
    path("card/", young.card, name="card"),
    path("card/<int:pk>/judge-figure/", young.judge_figure, name="judge_figure"),
    path("feed/figures.csv", feed.figures_csv, name="feed_figures_csv"),
    path("feed/figures.json", feed.figures_json, name="feed_figures_json"),
    path("feed/comparators.csv", feed.comparators_csv, name="feed_comparators_csv"),
    path("feed/comparators.json", feed.comparators_json, name="feed_comparators_json"),
    path("uploads/", uploads.uploads, name="uploads"),
    path("uploads/send-file/", uploads.send_file, name="send_file"),
    path("uploads/send-figures/", uploads.send_figures, name="send_figures"),
    path("uploads/template.csv", uploads.template_csv, name="template_csv"),
    path("uploads/template.xlsx", uploads.template_xlsx, name="template_xlsx"),
    path("uploads/forget-columns/", uploads.forget_columns, name="forget_columns"),
    path("uploads/<int:pk>/", uploads.upload, name="upload"),
    path("uploads/<int:pk>/match-columns/", uploads.match_columns, name="match_columns"),
    path("uploads/<int:pk>/take-upload/", uploads.take_upload, name="take_upload"),
    path("uploads/<int:pk>/drop-upload/", uploads.drop_upload, name="drop_upload"),
    path("values/<int:pk>/rate/", deed_views.rate, name="rate"),
    path("values/<int:pk>/comment/", deed_views.comment, name="comment"),
]

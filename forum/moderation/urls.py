"""Addresses of moderation."""

from django.urls import path

from forum.moderation.views import flag, rulebook

COMMENT = {"kind": "comment"}
ARTICLE = {"kind": "article"}

app_name = "moderation"
urlpatterns = [
    path("", rulebook.explain, name="queue"),
    path("log/", rulebook.explain, name="log"),
    path("log/<int:pk>/", rulebook.explain, name="log_entry"),
    path("rules/", rulebook.explain, name="rules"),
    path("flag/comment/<int:pk>/", flag.flag_subject, COMMENT, name="flag_comment"),
    path("flag/article/<int:pk>/", flag.flag_subject, ARTICLE, name="flag_article"),
    path("case/comment/<int:pk>/", rulebook.explain, COMMENT, name="case_comment"),
    path("case/article/<int:pk>/", rulebook.explain, ARTICLE, name="case_article"),
    path("lock/<int:pk>/", rulebook.explain, name="lock"),
]

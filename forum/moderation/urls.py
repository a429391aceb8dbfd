"""Addresses of moderation."""

from django.urls import path

from forum.moderation.views import (
    appeals,
    batch,
    case,
    debate,
    export,
    flag,
    hold,
    lock,
    log,
    member,
    numbers,
    queue,
    rulebook,
    statements,
    undo,
)

COMMENT = {"kind": "comment"}
ARTICLE = {"kind": "article"}
MEMBER = {"kind": "member"}
APPEAL = {"kind": "appeal"}

app_name = "moderation"
urlpatterns = [
    path("", queue.waiting, name="queue"),
    path("decided/", queue.decided, name="decided"),
    path("case/comment/<int:pk>/", case.case, COMMENT, name="case_comment"),
    path("case/article/<int:pk>/", case.case, ARTICLE, name="case_article"),
    path("batch/", batch.batch, name="batch"),
    path("case/member/<int:pk>/", member.case, name="case_member"),
    path("case/profile/<int:pk>/", case.case, MEMBER, name="case_profile"),
    path("case/appeal/<int:pk>/", case.case, APPEAL, name="case_appeal"),
    path("case/leave/", case.leave, name="leave_case"),
    path("log/", log.everything, name="log"),
    path("log.csv", export.as_csv, name="log_csv"),
    path("log.json", export.as_json, name="log_json"),
    path("log/head/", log.head, name="log_head"),
    path("log/<int:number>/", log.entry, name="log_entry"),
    path("mine/", statements.everything, name="mine"),
    path("statements/<int:pk>/", statements.statement, name="statement"),
    path("numbers/", numbers.numbers, name="numbers"),
    path("statements/<int:pk>/appeal/", appeals.appeal, name="appeal"),
    path("rules/", rulebook.explain, name="rules"),
    path("flag/comment/<int:pk>/", flag.flag_subject, COMMENT, name="flag_comment"),
    path("flag/article/<int:pk>/", flag.flag_subject, ARTICLE, name="flag_article"),
    path("flag/member/<int:pk>/", flag.flag_subject, MEMBER, name="flag_member"),
    path("flag/<int:pk>/back/", flag.unflag, name="unflag"),
    path("lock/<int:pk>/", lock.lock, ARTICLE, name="lock"),
    path("lock/thread/<int:pk>/", lock.lock, COMMENT, name="lock_thread"),
    path("hold/<int:pk>/", hold.hold, name="hold"),
    path("debate/<int:pk>/", debate.debate, name="debate"),
    path("site/", debate.site, name="site"),
    path("undo/<int:pk>/", undo.undo, name="undo"),
]

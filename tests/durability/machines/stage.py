"""Fills the site of a trial: an essay with a debate, and members who are signed in. Prints, as
JSON, the essay's address and the members' session cookies.

    python -m tests.durability.machines.stage 6
"""

import json
import sys
from datetime import timedelta

import django


def main(writers: int) -> None:
    django.setup()
    from django.test import Client
    from django.utils import timezone

    from accounts.models import User
    from bench import stage

    [author, *others] = stage.members("member", writers + 1)
    User.objects.update(joined=timezone.now() - timedelta(days=90))
    article = stage.essay(author, "The fine that costs the library")
    stage.debate(article, [author, *others], 120)
    cookies = []
    for member in others:
        client = Client()
        client.force_login(member)
        cookies.append(client.cookies["sessionid"].value)
    print(json.dumps({"address": article.get_absolute_url(), "sessions": cookies}))


if __name__ == "__main__":
    main(int(sys.argv[1]))

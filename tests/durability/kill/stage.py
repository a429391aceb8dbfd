"""Run with a site's settings: makes an essay and members, and prints how to act as them."""

import json
import sys


def main(members: int) -> dict[str, object]:
    from django.test import Client

    from bench.stage import members as make_members
    from tests import cast

    [author, *people] = make_members("member", members + 1)
    article = cast.make_article(author)
    first = cast.make_comment(author, article)
    sessions = {}
    for person in people:
        client = Client()
        client.force_login(person)
        sessions[person.username] = client.cookies["sessionid"].value
    return {"slug": article.slug, "first": first.pk, "sessions": sessions}


if __name__ == "__main__":
    import django

    django.setup()
    print(json.dumps(main(int(sys.argv[1]))))

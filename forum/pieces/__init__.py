"""Pages made of ready pieces: a comment's HTML is made once and shared by all who read it.

How an essay's page comes about (`shells.py` says it in code):

1. `Shell` is the whole page as visitors see it, but for the comments: each is a *hole* in it that
   names the comment. It is made by the page's own templates and kept with the number of the essay's
   version; whoever changes what the page shows raises that number (`forum.pages.versions`).
2. `Piece` is one comment's HTML, made by `comments/_comment.html` and kept with the version of its
   row. What other rows decide about it (whom it answers, which passage) is in the shell.
3. A *hand* (`hands.py`) fills the holes for one viewer. Both are kept as visitors see them, with
   the places of their holes beside (`holes.py`), so a visitor's page is the texts as they are, and
   on a member's page their form to rate, reply or follow is laid over.

Whoever is shown other comments than visitors are (a moderator, an author whose argument is held,
another order) gets the page from its templates at once, with ready pieces for all comments that
look the same to everyone (`outlines.py`). The tests hold both ways to the same bytes.
"""

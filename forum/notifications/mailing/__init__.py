"""Notices by e-mail, in three steps, none of them in a request.

1. The row of a notice is the promise: it is written in the transaction of what it tells of, and its
   column `mail_at` says 'look at me now' by its default. So an act that tells somebody does nothing
   more than before, and what is undone tells nobody.
2. The worker looks each second for rows whose time has come (`sorting.py`; an index that has only
   those, empty most of the time, answers). It asks for many members at once how they want to be
   told, and either puts a row off to the hour of a digest or makes it part of a `Letter`. Letter,
   task and the mark that the row is done with are one transaction: killed, all of it is still to be
   done; done, none of it is done again.
3. The task of these letters (`sending.py`) fetches for each what may still be told at that moment,
   writes the mail and hands it to the mail server. It stands behind everything else that waits, for
   that may be a code somebody needs to log in, and is over within moments. Of letters that cannot
   be sent each has a task of its own.
"""

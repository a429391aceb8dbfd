"""How an action says no: with a sentence for the person who asked."""

from http import HTTPStatus


class Refused(Exception):  # noqa: N818 - it is a refusal, not an error of ours
    """An action's refusal. `sentence` is shown to people, `status` is the answer's HTTP status:
    403 when a rule forbids it, 409 when something changed meanwhile, 400 for input no form sends.
    """

    def __init__(self, sentence: str, status: int = HTTPStatus.FORBIDDEN) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.status = status


class TooFast(Refused):
    """Not now, but in `wait` seconds."""

    def __init__(self, sentence: str, wait: int) -> None:
        super().__init__(sentence, HTTPStatus.TOO_MANY_REQUESTS)
        self.wait = wait


class Nudged(Refused):
    """Not without a second thought: asked again as it is, it is done."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence, HTTPStatus.CONFLICT)


def refuse_if(sentence: str, status: int = HTTPStatus.FORBIDDEN) -> None:
    """Raise `Refused` when a rule returned a sentence, go on when it returned ''."""
    if sentence:
        raise Refused(sentence, status)

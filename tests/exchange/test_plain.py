"""Plain text: every sign stands for itself."""

from forum.exchange.readers import read


def test_a_first_line_that_stands_alone_is_the_title() -> None:
    essay = read("a.txt", b"On queues\n\nText, broken\nby hand.\n\n\nMore.\n")
    assert (essay.title, essay.source) == ("On queues", "Text, broken\nby hand.\n\nMore.")


def test_without_one_the_name_is_the_title() -> None:
    essay = read("2019-05-02-on-queues.txt", b"Text, broken\nby hand.\n\nMore.")
    assert essay.title == "On queues"
    assert essay.date is not None
    assert essay.source == "Text, broken\nby hand.\n\nMore."


def test_signs_mean_nothing_but_lists_and_quotes_stay() -> None:
    text = (
        "T\n\n# 1 in *line*, a_b and _c_, <i>d</i>\n\n    far in\n\n* one\n* two\n\n1. a\n\n> said"
    )
    assert read("a.txt", text.encode()).source == (
        "\\# 1 in \\*line\\*, a_b and \\_c\\_, \\<i>d\\</i>\n\nfar in\n\n"
        "- one\n- two\n\n1. a\n\n> said"
    )

"""stub"""


def main():
    pass

"""How each language writes dates and times (Django's FORMAT_MODULE_PATH): a folder a language.

Templates and sentences name these, and never write a format themselves.
"""

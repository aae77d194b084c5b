"""What every test can use. Fixtures of one subject stand in that subject's folder."""

from hypothesis import settings

# The same examples on every run and every machine, however busy it is; `make soak` and `make fuzz` draw new ones.
settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("new", deadline=None)
settings.load_profile("same")

pytest_plugins = [
    "tests.browsers",
    "tests.certificates",
    "tests.databases",
    "tests.imap_servers",
    "tests.mail_servers",
    "tests.papers",
    "tests.places",
    "tests.soak",
    "tests.statements",
    "tests.templates",
    "tests.town_hall",
    "tests.web.nobodys_language",
]

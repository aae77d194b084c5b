"""What every test can use. Fixtures of one subject stand in that subject's folder."""

pytest_plugins = [
    "tests.browsers",
    "tests.certificates",
    "tests.databases",
    "tests.imap_servers",
    "tests.mail_servers",
    "tests.soak",
]

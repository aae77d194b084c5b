"""What every test can use. Fixtures of one subject stand in that subject's folder."""

pytest_plugins = ["tests.browsers", "tests.databases", "tests.mail_servers", "tests.soak"]

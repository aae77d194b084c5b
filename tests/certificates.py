"""Certificates for the servers that tests start: one for this machine, and one that vouches for another."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for 127.0.0.1 (`own`), and one for another host (`foreign`), each with its key."""
    if shutil.which("openssl") is None and os.environ.get("REQUIRE_OPENSSL") != "1":
        pytest.skip("openssl is missing: it makes the certificates")
    folder = tmp_path_factory.mktemp("certificates")
    for name, host in (("own", "IP:127.0.0.1"), ("foreign", "DNS:mail.example.com")):
        command = f"openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN={name}"
        files = ["-keyout", str(folder / f"{name}.key"), "-out", str(folder / f"{name}.pem")]
        extension = ["-addext", f"subjectAltName={host}", "-addext", "keyUsage=digitalSignature,keyCertSign"]
        subprocess.run([*command.split(), *files, *extension], check=True, capture_output=True)
    return folder

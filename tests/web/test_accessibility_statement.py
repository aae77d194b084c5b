"""The accessibility statement: what the law asks of it, from the configuration, for everybody."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from flask import Flask

from tests.web.browser import Client
from tracker.bootstrap import Runtime
from tracker.settings import AccessibilitySettings, Settings
from tracker.web.app import create_app

ADDRESS = "/tilgaengelighed/"
PARTS = ("Hvor godt kravene er opfyldt", "Det, der ikke er tilgængeligt", "Sådan er det målt", "Klage")


def test_everybody_can_read_it_and_every_page_leads_to_it(app: Flask) -> None:
    client = Client(app)
    assert ADDRESS in client.get("/log-ind").links
    page = client.get(ADDRESS)
    assert page.status == 200
    assert [heading.text for heading in page.parsed.all("h2") if heading.text in PARTS] == list(PARTS)
    assert "Digitaliseringsstyrelsen" in page.text
    assert "Siderne opfylder kravene delvist." in page.text


def test_it_names_the_municipality_and_the_ways_to_reach_it(runtime: Runtime) -> None:
    told = AccessibilitySettings(
        organisation="Eksempel Kommune", email="hjaelp@example.dk", phone="12 34 56 78", assessed_on=date(2026, 11, 28)
    )
    page = Client(create_app(replace(runtime, settings=Settings(accessibility=told)))).get(ADDRESS)
    assert "mailto:hjaelp@example.dk" in page.links
    assert "12 34 56 78" in page.text
    assert "Eksempel Kommune vil have, at alle kan bruge siderne" in page.text
    assert "selv gennemgået siderne 28. november 2026" in page.text


def test_without_a_contact_it_says_so(app: Flask) -> None:
    page = Client(app).get(ADDRESS)
    assert "Der er ikke skrevet en kontakt i indstillingerne endnu." in page.text
    assert "gennemgået siderne" not in page.text.replace("uvildig har gennemgået siderne", "")

"""Mails: rendering and handing over by SMTP."""

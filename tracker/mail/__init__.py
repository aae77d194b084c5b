"""Mails: how they are written, and how they are handed to a server. Nothing here knows the database."""

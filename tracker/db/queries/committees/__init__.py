"""Committees: their tasks, meetings and agendas."""

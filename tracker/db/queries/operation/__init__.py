"""How the installation goes: mails, alarms, heartbeats, holds, people and what they did."""

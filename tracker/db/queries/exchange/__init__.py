"""What other programs take and bring: calendars, the interface, sheets."""

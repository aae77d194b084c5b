"""Lists taken along: as a report, as a calendar, or kept under a name."""

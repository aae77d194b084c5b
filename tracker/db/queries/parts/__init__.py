"""What other queries are built from: rules as SQL, meetings and their outcomes, waits, versions, words."""

"""The municipality and the agreement that the demonstration shows.

`agreement.txt` retells a public document, «Aftale om Budget 2019» of Ballerup Kommune, dated 8 October 2018. Numbers,
titles, committees, deadlines, amounts and both sets of tables are the document's own facts; the sentences are written
for this project, so the text that binds the municipality is the one it has published. The difficulties of the original
are kept: tables that break over pages, sums that text and table give differently, words that are cut in two.

`committees.toml`, `meetings.csv` and `users.toml` surround it with committees, meetings and the people of a town hall.
The committees are the municipality's; the persons, their addresses and the meeting dates are invented.
"""

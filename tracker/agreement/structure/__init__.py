"""What a document is made of: head, sections, paragraphs and sentences, items of minutes and their verdicts."""

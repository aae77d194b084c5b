"""What stands between the headings: passages, sentences, the parts of an item, and the tail of a paper."""

"""The head of a document: what it is called, whose it is, and the day it was signed."""

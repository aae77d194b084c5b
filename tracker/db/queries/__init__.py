"""Named queries, a file a subject. They return small typed values, so that nothing is loaded behind a template's back.

Every list, page, mail and report takes its tasks from `rows`, so a number is the same number wherever it stands.
"""

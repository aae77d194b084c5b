"""The program's interface for other programs: `/api/v1`, described by `/api/v1/openapi.json`.

It reads by the same queries and changes by the same services as the pages, and takes the filters of the pages.
"""

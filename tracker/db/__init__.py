"""The database: models, sessions and named queries."""

"""Where records live: one code for an encrypted SQLite file and for PostgreSQL.

Knows SQL and nothing of civil affairs. Everything written passes `Transaction`, which journals it.
"""

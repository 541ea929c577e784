"""安全: who may work here, in which roles, and what those allow.

Kept here: users and their roles; signing in and looking at masked values, which the journal notes though they
change nothing. Not kept here: passphrases and keys, which no record ever holds (vault).
"""

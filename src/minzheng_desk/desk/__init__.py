"""The desk: opens the store, signs people in, runs operations, keeps copies.

Nothing above it opens a transaction and nothing below it knows who is asking.
"""

"""Keys: what opens the store, who holds it, and the paper that opens it when everybody has forgotten.

Not kept here: who may do what (security), and the encryption of the file itself, which is the driver's work
(store).
"""

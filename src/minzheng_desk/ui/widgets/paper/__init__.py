"""Paper (纸): pages of a PDF as pictures, and sending them to a printer of the system."""

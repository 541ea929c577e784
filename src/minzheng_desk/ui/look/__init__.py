"""Paper and ink (纸墨): colours by name, sizes, fonts, icons and the one style sheet of the application."""

"""Paper: one `Sheet` drawn as PDF, the same bytes for the preview, the printer and the archive."""

"""The pages (页面), one file each, ending in ``SCREEN``; the frame finds them by looking, they never meet."""

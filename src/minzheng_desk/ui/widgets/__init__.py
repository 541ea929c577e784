"""The pieces (部件) every page is put together from; they know the look and records, never a room's business."""

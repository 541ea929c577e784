"""The pieces (部件) every page is put together from; they know the look, never a room's business."""

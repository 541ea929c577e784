"""示范乡镇: an invented township with the messy files its office would have, and the main job done on them.

Nothing here describes a real person or place, and nothing else in the program imports it.
"""

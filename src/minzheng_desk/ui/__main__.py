"""`python -m minzheng_desk.ui` opens the window."""

import sys

if __name__ == "__main__":
    # Inside, because a process that answers a question reads this file as well and wants no window.
    from minzheng_desk.ui.app import main

    sys.exit(main())

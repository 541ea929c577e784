"""`python -m minzheng_desk.ui` opens the window."""

import sys

from minzheng_desk.ui.app import main

if __name__ == "__main__":
    sys.exit(main())

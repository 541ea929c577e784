"""`python -m minzheng_desk` is the command `minzheng-desk`."""

import sys

from minzheng_desk.cli.main import main

if __name__ == "__main__":
    sys.exit(main())

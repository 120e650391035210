"""`python -m holdfire` is the command line."""

from holdfire.cli import main

if __name__ == "__main__":
    main()

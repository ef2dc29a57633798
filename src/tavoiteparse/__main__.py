"""`python -m tavoiteparse` is the command `tavoiteparse`."""

from tavoiteparse.cli import main

if __name__ == "__main__":
    main()

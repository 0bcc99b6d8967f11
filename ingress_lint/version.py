"""The version, where start-up can afford to look for it; a test keeps it equal to the project's."""

VERSION = "0.1.0"

"""The version of this program, for whoever must not import the front door."""

VERSION = "0.1.0"

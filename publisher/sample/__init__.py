"""The demo's history, built in code."""

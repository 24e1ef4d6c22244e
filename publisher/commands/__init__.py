"""One module a command. Only these print; nothing below them does."""

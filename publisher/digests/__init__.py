"""Issues of announcements, and every way to show one."""

"""What is done by itself: when it is due, doing it once, and the log of it."""

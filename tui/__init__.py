"""What is seen, pressed, printed or typed on a command line. Only this room knows the clock and the terminal."""

"""What follows from facts, and what a municipality decided.

Everything in this room is a pure function of its arguments: no clock, no file of the user's, no screen.
"""

"""A child's case: the events people told, and what follows from them.

Everything in this room is a pure function of its arguments, as everywhere in ``rules``.
"""

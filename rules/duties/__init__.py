"""Duties: what should have happened by when, for which role (gjøremål).

Everything in this room is a pure function of its arguments, as everywhere in ``rules``. ``table.TABLE`` is the list.
"""

"""A team's meeting: which kinds there are, what comes on the agenda and why, and what was said.

The rules of this package: as in ``rules``; an agenda is built of facts, a meeting is the replay of its events.
"""

"""What people told us: documents on disk, through TinyDB.

This room knows files, locks and the types of facts in ``rules``; it knows no rule and no screen.
"""

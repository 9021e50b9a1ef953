"""What people told us: documents on disk, behind one door (``store.door.Store``)."""

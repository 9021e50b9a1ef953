"""Paper: documents for filling in, signing, sending and filing."""

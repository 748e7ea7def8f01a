"""Simulate, train and export nano, the model that points at named things and measures between them."""

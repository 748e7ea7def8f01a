"""The SpatialVLM paper's studies in small: variants of one network, trained alike but for one thing each."""

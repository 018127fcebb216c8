"""The demonstration programme: invented people and words, with every fault of a real plan."""

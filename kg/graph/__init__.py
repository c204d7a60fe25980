"""Records to quads: the graph of each document, and the world graph that is derived from them."""

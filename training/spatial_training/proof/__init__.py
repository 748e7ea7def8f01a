"""Does the reward make a better policy? Cloning of scripted tries, with and without the weights that it gives them."""

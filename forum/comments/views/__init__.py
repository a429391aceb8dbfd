"""Pages and answers about comments, a module for each thing one does with them."""

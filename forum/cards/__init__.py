"""A picture of each essay, for where links to it are shared: its title, its thesis, its balance."""

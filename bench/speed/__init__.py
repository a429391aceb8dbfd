"""How fast the site is at any size, beside what this machine allows and beside its peers."""

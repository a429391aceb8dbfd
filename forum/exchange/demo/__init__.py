"""The demo site: the texts of an invented neighbourhood, and the actions that tell its story."""

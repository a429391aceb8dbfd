"""Uploaded pictures: checked, made anew, and kept in a folder or in a bucket that all copies of
the site share."""

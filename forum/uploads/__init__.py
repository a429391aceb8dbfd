"""Where uploaded pictures lie: in a folder, or in a bucket that all copies of the site share."""

"""Pages made of ready pieces show what their templates would."""

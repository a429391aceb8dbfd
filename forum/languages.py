"""The languages that the site can speak: those with a whole catalogue, each named in itself."""

OFFERED = [("en-gb", "English")]

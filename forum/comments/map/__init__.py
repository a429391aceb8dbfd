"""The whole debate as one drawing: what of it is drawn, where, how, and for how long it is kept.

`forest`, `folding`, `layout` and `drawing` are pure and follow one another in this order;
`fetching` reads what they draw, `keeping` decides when a drawing is made anew.
"""

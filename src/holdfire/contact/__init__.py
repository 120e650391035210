"""Who could have met whom: fronts and co-presence, the exposure of the forms."""

"""Pictures of control maps to polygons per holder; values in, values out."""

"""Who is who over time: names, parents, coalitions, roll-up."""

"""Wars simulated under rival explanations, asked as a case is, and what its answers weigh among them."""

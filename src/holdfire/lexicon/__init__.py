"""Names in text to actors, places, dates and figures: tables and matching, no judgement."""

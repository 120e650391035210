"""Pictures as SVG, one file a kind; the same bytes in a dossier, in the app and on every machine."""

"""The local web app: a thin face over intake and inquiry."""

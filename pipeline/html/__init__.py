"""Pages that Mubiao writes: one look, plots as inline SVG, nothing from elsewhere, no script."""

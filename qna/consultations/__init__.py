"""Individual consultations: asked for, arranged, held, and what of them may be shared."""

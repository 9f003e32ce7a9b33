"""Every write about consultations, a module for each part of the pipeline."""

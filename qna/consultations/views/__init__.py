"""The pages of /consultations/."""

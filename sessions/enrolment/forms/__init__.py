"""Forms of the enrolment; one module for each part of it."""

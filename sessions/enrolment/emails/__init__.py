"""Letters of the enrolment: pure functions that return a `Letter`, one module for each part."""

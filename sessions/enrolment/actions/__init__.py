"""What people do with enrolments, attendance and membership; one module for each part of it."""

"""Settings, routes and processes of the platform."""

"""Who we are: people, municipalities and departments; the home page, news and plain pages."""

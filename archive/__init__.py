"""Materials and videos: audiences, windows, delivery."""

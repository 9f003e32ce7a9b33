"""The live room: everyone in a session in one place, with nothing lost."""

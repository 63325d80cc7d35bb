"""The engine: opens the world, surveys it, carries out plans."""

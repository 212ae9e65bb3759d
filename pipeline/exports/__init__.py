"""The marts of a release in the formats that other tools read; everything is streamed."""

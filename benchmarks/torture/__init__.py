"""What a nightly build must survive, done to it: see docs/reliability.md."""

"""Build, audit, publish: takes a folder of documents to a released warehouse."""

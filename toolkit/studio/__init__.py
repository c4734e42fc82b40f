"""The Label Studio server: one run locally (server.lock pins it), and the client that talks to any."""

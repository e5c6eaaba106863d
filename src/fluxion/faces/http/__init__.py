"""The HTTP face: `server.create_server(app)` gives the ASGI application; one file of routes per domain."""

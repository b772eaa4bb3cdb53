"""Hands one letter to one server."""

"""Journeys: what joins several rooms, or hands one room's yield to another."""

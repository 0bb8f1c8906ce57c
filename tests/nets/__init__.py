"""The nets: generated tests over every address, person, text and rule of the house."""

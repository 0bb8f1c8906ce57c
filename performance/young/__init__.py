"""The young people's card: ten figures in their words, with what they say of them beside the colour (ux V12)."""

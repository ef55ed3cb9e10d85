"""What is known beforehand: places, names, the forms of bodies; made from seeds."""

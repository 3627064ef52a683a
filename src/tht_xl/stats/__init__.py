"""Pure array functions of numbers: arrays in, arrays out."""

"""Load and check definitions; evaluate observations against them."""

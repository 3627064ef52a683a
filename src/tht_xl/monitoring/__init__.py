"""What a number means: benchmark, rating, trajectory, disclosure."""

"""Plain cells become the register: typed records, every problem, every reference indexed once."""

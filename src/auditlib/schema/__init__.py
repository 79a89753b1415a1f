"""What a sheet is made of: columns, the values they hold, and records."""

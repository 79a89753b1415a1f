"""The register of the invented company Auxerta Inc., kept as plain data from which its workbooks are built."""

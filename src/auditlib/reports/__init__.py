"""One file per report: what its notebook shows and its workbook contains."""

"""What a report shows, as HTML pages and as Excel workbooks; one file per format."""

"""The page to fill in: a local web application over a folder of reviews (`docgen serve`)."""

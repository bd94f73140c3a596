"""What a document prints: names, fields, filters, and the renderer that ties them to a template."""

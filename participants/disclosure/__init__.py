"""What a person is shown of what is kept of them: which records, and how each item is written."""

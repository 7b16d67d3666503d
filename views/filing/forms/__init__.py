"""What an applicant types, page by page, and how it becomes the values of the domain."""

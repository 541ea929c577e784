"""What is printed about an assessment: the explanation, also in large type; the notice of what is missing."""

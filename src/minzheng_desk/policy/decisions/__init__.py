"""What the office itself has decided about the policy it works by."""

"""What a clerk does to household files: registering, life events, facts and corrections."""

"""The parts of 待遇管理: its lists, what the chosen line says, and the forms of what is done to an award."""

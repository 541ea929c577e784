"""The parts of 资金发放."""

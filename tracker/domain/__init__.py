"""Pure rules on values: states, working days, policy, planning."""

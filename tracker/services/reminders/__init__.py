"""What is due to be told, and when: the policy, the plan that follows from it, and its lines in the ledger."""

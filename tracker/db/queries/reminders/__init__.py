"""What reminders are planned from: tasks, policies, and how fresh what was planned is."""

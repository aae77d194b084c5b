"""The days that decide when a case must be ready: meetings, what became of cases there, and closing days."""

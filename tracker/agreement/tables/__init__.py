"""Tables in plain text: columns, amounts of money, allocations and savings, initiatives."""

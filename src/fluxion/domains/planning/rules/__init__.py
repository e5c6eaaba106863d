"""Pure decisions of planning: parameters, series, policies, moves, orders, outcomes and the words that explain them."""

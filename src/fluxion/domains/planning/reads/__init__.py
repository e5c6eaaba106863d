"""Questions planning answers: suggestions, transfers, alerts, classes, series, forecasts, explanations, runs."""

"""Plain values every floor may use: money, periods, identifiers and refusals. No I/O, no business."""

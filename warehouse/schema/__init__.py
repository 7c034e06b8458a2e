"""The schema of the warehouse; `marts/` holds its views for dashboards, one file each."""

"""What every app stands on: values, records, audit, pages, rendering and intake."""

"""Reading what people hand in: files become raw sheets, cells become values, faults are named."""

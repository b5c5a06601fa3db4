"""The portal: its settings, addresses, platform and front door."""

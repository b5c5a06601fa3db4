"""Whether two residents may be one."""

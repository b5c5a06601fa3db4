"""Pages of the administrator: accounts, the rights of each, roles, and the record of rights."""

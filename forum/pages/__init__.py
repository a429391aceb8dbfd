"""Pages kept ready for visitors: what each depends on, and whether it still holds."""

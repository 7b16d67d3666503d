"""The servers that websites run on, and the vouchers that let others file for them."""

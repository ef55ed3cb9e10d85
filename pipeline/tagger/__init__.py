"""The learned character tagger: a linear-chain CRF over hashed features of characters and words."""

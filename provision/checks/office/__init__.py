"""The office's own checks of a request: pure judgements over the letter, the zone and the register."""

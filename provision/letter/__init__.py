"""Reply letters: facts, filled into a template that staff edit in Word, and made a PDF."""

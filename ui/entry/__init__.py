"""The parts of the entry page: the form as data, its editors, and what it decides."""

"""The parts of the page of households (家庭档案): list, file, tabs, eligibility, and the sheets of entry."""

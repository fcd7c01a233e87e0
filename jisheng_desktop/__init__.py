"""计生家庭保险登记系统: enrolment for family-planning family insurance, offline."""

__version__ = "0.1.0"

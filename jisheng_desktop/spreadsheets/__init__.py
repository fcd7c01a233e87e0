"""Workbooks: reading other people's, marking their faults, writing our lists."""

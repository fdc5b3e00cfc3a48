"""Colours as people see them: CIE Lab, the difference of two, and the palette's name for one."""

"""What is known about people beyond the register: found out at a visit, assessed, confirmed by an officer.

Each fact says where it comes from and of which day it speaks; papers are attached to it.
"""

"""Readers: the bytes of any raw file in, its articles out, one after the other.

What a file is, its content tells, never its name. A file format is one module here that declares it in `FORMATS`, as
`transforms.readers.formats` says. `transforms.readers.dispatch` finds the modules and opens files.
"""

"""Large files made in the background: asked for, made by a worker, taken within a day, then gone.

Why no task library: docs/decisions/0020-files-in-the-background.md.
"""

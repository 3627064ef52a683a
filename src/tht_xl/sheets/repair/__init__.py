"""Put back what a write ran over, when somebody typed in the moment between read and write.

Start in `restore`. Decision: docs/decisions/three-way-sync.md.
"""

"""The miniature regency: real servers on their standard ports, in namespaces that no route leaves."""

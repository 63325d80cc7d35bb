"""The subdomain of an agency: delegated to its own name servers, or an address in the office's zone."""

"""All services, by name."""

from difflib import get_close_matches

from provision.errors import NotFound
from provision.i18n import Text
from provision.names import shown
from provision.services.service import Service
from provision.services.subdomain.service import Subdomain

SERVICES: tuple[Service, ...] = (Subdomain(),)


def service(name: str) -> Service:
    """Return the service of that name. Raises NotFound."""
    found = next((service for service in SERVICES if service.name == name), None)
    if found is None:
        known = [service.name for service in SERVICES]
        if near := get_close_matches(name, known, 1):
            raise NotFound(
                Text("There is no service {name}; did you mean {near}?", name=shown(name), near=near[0])
            )
        raise NotFound(Text("There is no service {name}; there are {known}", name=shown(name), known=known))
    return found

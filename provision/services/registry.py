"""All services, by name."""

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
        raise NotFound(Text("There is no service {name}; there are {known}", name=shown(name), known=known))
    return found

"""Social log-in: the providers whose keys are in the environment, as settings for allauth."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from environ import Env

# Where a provider's log-in page is: browsers follow a form's redirect there only if the Content
# Security Policy names it.
KNOWN = {
    "github": "https://github.com",
    "gitlab": "https://gitlab.com",
    "google": "https://accounts.google.com",
}
# What to ask for: enough for a name and an address, never access to anything.
SCOPES = {"github": ["user:email"], "gitlab": ["read_user"], "google": ["profile", "email"]}


@dataclass
class Providers:
    """`apps` for INSTALLED_APPS, `settings` for SOCIALACCOUNT_PROVIDERS, `origins` for the CSP."""

    apps: list[str] = field(default_factory=list)
    settings: dict[str, dict[str, Any]] = field(default_factory=dict)
    origins: list[str] = field(default_factory=list)


def from_environment(env: Env) -> Providers:
    """GITHUB_CLIENT_ID and GITHUB_CLIENT_SECRET switch GitHub on, likewise GITLAB_… and GOOGLE_….
    OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, OIDC_SERVER_URL and OIDC_NAME add any OpenID Connect
    server. A provider with no keys does not exist here."""
    found = Providers()
    for name, origin in KNOWN.items():
        if keys := _keys(env, name.upper()):
            found.apps.append(f"allauth.socialaccount.providers.{name}")
            found.settings[name] = {"APPS": [keys], "SCOPE": SCOPES[name]}
            found.origins.append(origin)
    if keys := _keys(env, "OIDC"):
        server = env.str("OIDC_SERVER_URL")
        keys |= {"provider_id": "oidc", "name": env.str("OIDC_NAME", default="OpenID Connect")}
        keys["settings"] = {"server_url": server}
        found.apps.append("allauth.socialaccount.providers.openid_connect")
        found.settings["openid_connect"] = {"APPS": [keys]}
        found.origins.append("{0.scheme}://{0.netloc}".format(urlsplit(server)))
    return found


def _keys(env: Env, prefix: str) -> dict[str, Any]:
    client_id = env.str(f"{prefix}_CLIENT_ID", default="")
    if not client_id:
        return {}
    return {"client_id": client_id, "secret": env.str(f"{prefix}_CLIENT_SECRET")}

"""What the Ingress specification leaves to controllers, and what some of them are known to do."""

from __future__ import annotations

from collections.abc import Mapping

from ingress_lint.records import Record


class Topic(Record):
    """A gap of the specification: what it is about, what is customary, what known controllers do."""

    title: str
    customary: str
    controllers: Mapping[str, str] = {}


TOPICS = {
    "no-fall-through": Topic(
        "the host has rules, but none of its paths takes the request",
        "customarily the default backend or 404 answers, and wildcard rules or rules without host are not tried",
        {"ingress-nginx": "ingress-nginx answers from the default backend and tries no other host"},
    ),
    "exact-beside-longer-prefix": Topic(
        "an Exact path beside a Prefix path that differs by a final slash",
        "by the text of the specification the longer path wins; many controllers let Exact win",
        {"ingress-nginx": "ingress-nginx lets the Exact path win"},
    ),
    "listener-order": Topic(
        "another path is longer, or its host more specific",
        "by the specification the most specific host and the longest path win",
        {
            "alb": "this controller tries rules in the order in which they are listed, whatever their hosts, and the "
            "paths of a rule Exact first, then Prefix from long to short, then all others as listed"
        },
    ),
    "repeated-path": Topic(
        "one Ingress lists the same host, path and path type twice",
        "it is accepted, and which entry answers is open; often the first",
        {"ingress-nginx": "ingress-nginx keeps the first entry"},
    ),
    "host-repeated": Topic(
        "one Ingress has two rules for the same host",
        "their paths are merged",
        {"gke": "GKE keeps the last rule of a host, and the paths of the earlier one are not served"},
    ),
    "shared-path": Topic(
        "several Ingresses claim the same host and path",
        "how Ingresses are merged is up to the controller; often the oldest object wins",
        {
            "ingress-nginx": "ingress-nginx refuses the second object at admission, and without that check serves the older",
            "f5-nginx": "this controller gives a host to the oldest Ingress, and a path of a master to the oldest of its minions",
            "alb": "this controller sorts a group by `group.order`, then by namespace and name, and the first answers",
        },
    ),
    "implementation-specific": Topic(
        "the path type is ImplementationSpecific",
        "it is read here as Prefix; a controller may read it as Exact or as a regular expression",
        {
            "ingress-nginx": "ingress-nginx reads it as Prefix",
            "alb": "this controller compares the whole path, with `*` and `?` as wildcards",
            "gke": "this controller compares the whole path, with `/*` at the end for everything below",
            "cilium": "Cilium reads the path as a regular expression",
            "traefik": "Traefik compares the start of the path",
        },
    ),
    "regex": Topic(
        "paths are regular expressions",
        "whether and how is up to the controller",
        {
            "ingress-nginx": "`use-regex` or `rewrite-target` turns every path of this host, in all Ingresses, into "
            "a regular expression: case is ignored, Exact is no longer exact, the longest text is tried first"
        },
    ),
    "rule-without-http": Topic(
        "a rule for this host lists no paths",
        "the default backend answers; whether for this host only or for all is up to the controller",
    ),
    "nothing-matches": Topic(
        "nothing matches and there is no default backend",
        "it is up to the controller what it answers; customarily 404",
        {"ingress-nginx": "ingress-nginx answers 404 from its own default backend"},
    ),
    "host-spelling": Topic(
        "the host is sent with upper case letters, a port or a final dot",
        "HTTP ignores the case of host names, and controllers drop the port; the final dot is dropped here as well",
    ),
    "path-normalisation": Topic(
        "the path has empty elements, dot segments or percent-encoding",
        "dot segments are resolved here, as browsers do it, and the rest is compared as sent; whether it is "
        "normalised first is up to the controller",
        {"ingress-nginx": "nginx decodes the path, resolves dot segments and merges slashes before it compares"},
    ),
    "query": Topic(
        "the URL has a query or a fragment",
        "neither is part of the path that is compared",
    ),
    "default-of-other-host": Topic(
        "the default backend belongs to an Ingress with rules for other hosts",
        "by the specification it takes what no rule takes; some controllers use it only for hosts of its own Ingress",
        {
            "ingress-nginx": "ingress-nginx uses it for the hosts of its own Ingress only, and answers 404 here",
            "f5-nginx": "this controller uses it for the hosts of its own Ingress only, and answers 404 here",
            "traefik": "Traefik uses the default backend of an Ingress without rules only, and answers 404 here",
        },
    ),
    "default-shared": Topic(
        "several Ingresses have a default backend",
        "which of them takes the rest is up to the controller",
    ),
    "passthrough": Topic(
        "TLS is passed through to the backend",
        "an encrypted request is routed by its host name alone, whatever its path",
        {
            "ingress-nginx": "ingress-nginx passes encrypted requests on by host name, if it runs with --enable-ssl-passthrough"
        },
    ),
}
"""By key; the order is that of reports."""


def behaviour(topic: Topic, controller: str) -> str:
    """What the controller is known to do, else what is customary."""
    return topic.controllers.get(controller, topic.customary)


def customs(key: str, controller: str) -> str:
    """What happens in a gap of the specification, by the key of its topic."""
    return behaviour(TOPICS[key], controller)

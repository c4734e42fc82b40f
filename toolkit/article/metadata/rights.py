"""Who holds the rights, who published it, and who posted it again."""

from __future__ import annotations

import re
from collections.abc import Sequence

from toolkit.article import heading, marks
from toolkit.article.metadata.lines import Lines
from toolkit.article.page import Page
from toolkit.raw.address import host

_CLAIM = re.compile(
    r"(?:[ⓒ©]|\([cC]\)|저작권자|(?i:copyrights?))(?:\([cC]\)|\((?!주\))|[\s:<ⓒ©)])*(?i:by\s)?\s*(?:(?:19|20)\d\d\s?[-~–,.]?\s?(?:(?:19|20)\d\d)?\.?,?)?\s*"
)
# every branch begins with a letter, which is how a search over an alternation is quick
_CLAIM_END = re.compile(
    r"\.(?:(?<=[가-힣]\.)\s|\s+[A-Z])|무단|재배포|저작권|<|>|\((?!주\))|\)(?<!\(주\))|\[|\]|https?://|www\.|AI\s?학습|이용약관|이용\s?금지|개인정보|회사소개|고객센터| (?:신문\s?)?구독"
    r"|All [Rr]ights|all rights|ALL RIGHTS|Terms (?:of|&)|Privacy"
)
_TERMS = re.compile(
    r"무단|재배포|재판매|전재|복제|금지|AI\s?학습|All [Rr]ights? [Rr]eserved|all rights? reserved|ALL RIGHTS? RESERVED|may not be|No part of|no part of"
    r"|Reproduc|reproduc|Redistribut|redistribut|Creative Commons|CC[ -]BY"
)
_STATES = re.compile(r"무단|재배포|금지")
_LEGAL_FORM = re.compile(r"(?:Inc|Ltd|Co|LLC|Corp|Company)\.?")
_COMPANY = re.compile(
    r"(?:상호|회사명|법인명|제호|사이트명|매체명)\s?[:：]?\s?(?P<name>[^/|·•,:：\s][^/|·•,:：]{1,30}?)(?=\s*(?:[/|·•,]|$|\s\S+\s?[:：]))"
)
_PLACEHOLDER = re.compile(
    r"(?i)소유하신\s?도메인|your\s?(?:domain|company|site)|^(?:회사명|상호|사이트명|domain|company)$|^[O○0\s]+$"
)
_CORPORATE = re.compile(r"(?i)㈜|\(주\)|주식회사|\b(?:the|inc|ltd|co|llc|corp|company)\b|[\s.,()·]")


def holder(notice: str) -> str | None:
    """Who a copyright notice names: its last name before the terms or an address; a bare address for itself."""
    claims = list(_CLAIM.finditer(notice))
    if not claims:
        return None
    rest = notice[claims[-1].end() :]
    named = _CLAIM_END.split(rest, maxsplit=1)[0]
    address = marks.DOMAIN.search(named)
    if address and address.start() > 0:
        named = named[: address.start()]
    named = next((part for part in named.split("|") if part.strip()), "")
    parts = [part.strip(" .·-–/:'\"") for part in named.split(",")]
    parts = [part for part in parts if part]
    if len(parts) > 1 and _LEGAL_FORM.fullmatch(parts[-1]):
        return ", ".join(parts[-2:])
    return parts[-1] if parts else None


def terms(notice: str) -> str | None:
    """What a notice says of redistribution, as written: 무단 전재 및 재배포 금지, All rights reserved."""
    found = list(_TERMS.finditer(notice))
    if not found:
        return None
    end = notice.find(". ", found[-1].end())
    return notice[found[0].start() : end if end >= 0 else None].strip(" <>()[]【】.·|")


def claims(lines: Lines, email: str | None) -> list[dict[str, str | None]]:
    """The page's notices {holder, notice, terms}, the outlet's own first: one that states terms, or with the writer's mail
    domain, or the first after the body.
    """
    site = (email or "@").rpartition("@")[2].lower()
    ranked = []
    for index in lines.at("copyright"):
        text = lines.page.lines[index].text
        who = holder(text)
        same = bool(site) and "." in text and any(_akin(site, domain) for domain in _domains(text))
        rank = (who is None, not _STATES.search(text), not same, index < lines.last, index)
        ranked.append((rank, {"holder": who, "notice": text, "terms": terms(text)}))
    return [claim for _, claim in sorted(ranked, key=lambda each: each[0])]


def outlet(
    page: Page, claim: dict[str, str | None] | None, email: str | None, agency: str | None
) -> tuple[str | None, str]:
    """Who published it, and what says so.

    A notice that states terms is the outlet's own words; what markup says outweighs any other notice, and the same house by another
    name; then a signature or a dateline; at last an address.
    """
    named = claim["holder"] if claim else None
    if named and (_PLACEHOLDER.search(named) or marks.DOMAIN.fullmatch(named)):
        address, named = named, None
    else:
        address = None
    declared = next(
        (page.said[key] for key in ("publisher", "site_name") if "://" not in page.said.get(key, "://")), None
    )
    if (
        named
        and claim
        and not (declared and (same_house(named, declared) or not _STATES.search(claim["notice"] or "")))
    ):
        return named, "notice"
    if declared:
        return declared, "publisher" if page.said.get("publisher") == declared else "site name"
    if agency:
        return agency, "dateline"
    if address and not _PLACEHOLDER.search(address):
        return address, "notice"
    return None, ""


def republisher(
    lines: Lines, outlet: str | None, claims: Sequence[dict[str, str | None]], email: str | None
) -> tuple[str | None, str]:
    """Who posted it again, and what says so; None where nothing shows that somebody else did.

    Shown by: a board around the article, or a second notice that names another house. Its name stands beside 상호 or 제호 in the
    footer, in that second notice, or in the page's site name. A page at the outlet's own address was posted by nobody else.
    """
    if not outlet:
        return None, ""
    own = {domain for claim in claims[:1] for domain in _domains(claim["notice"] or "")}
    own |= {email.rpartition("@")[2].lower()} if email else set()
    here = host(lines.page.said.get("url")).removeprefix("www.")
    if here and any(_akin(here, domain) for domain in own):
        return None, ""
    title = heading.SEPARATOR.split(lines.page.lines[0].text) if lines.page.lines else []
    if "board" not in lines.places and len(title) > 1 and title[-1].strip() == outlet:
        return None, ""  # the outlet's own page, which names it in two languages
    others = [claim["holder"] for claim in claims[1:] if claim["holder"] and not same_house(claim["holder"], outlet)]
    site = lines.page.said.get("site_name", "")
    elsewhere = bool(site) and bool(here) and bool(own) and not same_house(site, outlet)
    if "board" not in lines.places and not others and not elsewhere:
        return None, ""
    for index in lines.at("footer"):
        match = _COMPANY.search(lines.page.lines[index].text) if index > lines.last else None
        if match:
            name = match["name"].strip()
            if not _PLACEHOLDER.search(name) and not same_house(name, outlet):
                return name, "footer"
    if name := next((each for each in others if not _PLACEHOLDER.search(each)), None):
        return name, "second notice"
    if site and not same_house(site, outlet):
        return site, "site name"
    return None, ""


def same_house(one: str, other: str) -> bool:
    """Whether two names may be one firm's: 가온일보 and (주)가온미디어, Insider and Insider Inc."""
    one, other = (_CORPORATE.sub("", name).casefold() for name in (one, other))
    if not one or not other:
        return False
    size = 2 if re.search("[가-힣]", one + other) else 4
    short, long = sorted((one, other), key=len)
    return short[:size] in long if len(short) >= size else short == long


def _domains(text: str) -> set[str]:
    return {match[1].lower().removeprefix("www.") for match in marks.DOMAIN.finditer(text)}


def _akin(one: str, other: str) -> bool:
    """Whether one address is the other, or under it."""
    return one == other or one.endswith("." + other) or other.endswith("." + one)

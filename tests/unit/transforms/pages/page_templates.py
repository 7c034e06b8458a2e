"""An article of ours in the shells that newsrooms put around theirs: each template is a page, its text is known."""

import json

TITLE = "Ferry to Port Ellery stopped by storm"
LEAD = "The ferry to Port Ellery was stopped on Friday after a storm damaged the pier, the harbour master said."
PARAGRAPHS = (
    LEAD,
    "Passengers were brought home by bus, and most of them were in their beds before midnight.",
    "“We heard the timber crack and went up to the bridge at once,” said the captain, Ines Harrow.",
    "The pier was built for smaller boats, and the council has argued for years about who should pay for a new one.",
    "Engineers will look at the damage on Monday and tell the council how long the repairs may take.",
    "Until then, those who must cross can use the bridge at Kosala, which is an hour to the north.",
)
BRIEF = PARAGRAPHS[:2]
TWEET = "No boats today. Stay off the pier, please!"
NAV = "".join(
    f"<li><a href='/{name}'>{name.title()}</a></li>" for name in ("news", "sport", "weather", "letters", "jobs")
)
OTHERS = (
    "Mill at Sarn sold to a brewer", "Bees are back on the heath", "Choir wins a cup in the city",
    "Otter seen in the canal at Hesk", "Windmill turns again after forty years",
)  # fmt: skip
LINKS = "".join(f"<li><a href='/{n}'>{other}</a></li>" for n, other in enumerate(OTHERS))
HEADER = f"<header><a href='/'>Ellery Courier</a><nav><ul>{NAV}</ul></nav></header>"
FOOTER = "<footer><p>Ellery Courier, 1 Quay Street. All rights reserved.</p></footer>"
SHARE = "<div class='share'><a href='#'>Facebook</a> <a href='#'>Email</a></div>"


def paragraphs(texts: tuple[str, ...] = PARAGRAPHS, between: str = "") -> str:
    return between.join(f"<p>{text}</p>" for text in texts)


def page(article: str, head: str = "", around: str = "") -> str:
    title = f"<title>{TITLE} - Ellery Courier</title>"
    body = f"{HEADER}{article}{around}{FOOTER}"
    return f"<!doctype html><html lang='en'><head>{title}{head}</head><body>{body}</body></html>"


def article(inner: str, **parts: str) -> str:
    return page(f"<main><article><h1>{TITLE}</h1>{inner}</article></main>", **parts)


def _with(after: int, what: str) -> str:
    """The article with something between two of its paragraphs."""
    return article(paragraphs(PARAGRAPHS[:after]) + what + paragraphs(PARAGRAPHS[after:]))


def _classed(names: str) -> str:
    return article(
        paragraphs(PARAGRAPHS[:3]) + f"<div class='{names}'><p>{PARAGRAPHS[3]}</p></div>" + paragraphs(PARAGRAPHS[4:])
    )


FORM = "<form class='newsletter'><p>Get the Courier by mail each morning.</p><input></form>"
OLDER = "<p style='display:none'>An older text of this story said that nobody was on board.</p>"
POST = f"<blockquote class='twitter-tweet'><p>{TWEET}</p>— Port Ellery (@port) <a href='#'>4 March</a></blockquote>"
PICTURE = "<figure><img src='{0}.jpg'><figcaption>The pier, picture {0}</figcaption></figure>"
COMMENT = "<div class='comment'><b>Ada</b><p>I was on that boat and you could hear it, believe me.</p></div>"
SMALL = "The ferry has run since the canal was closed."
ITEMS = ("The pier is shut to all boats.", "The bus leaves at noon from the quay.")
STATE = json.dumps({"props": {"story": {"title": TITLE, "blocks": [{"type": "p", "text": p} for p in PARAGRAPHS]}}})
JSON_LD = json.dumps({"@type": "NewsArticle", "headline": TITLE, "articleBody": "\n".join(PARAGRAPHS)})
TEASER_PARAGRAPHS = "".join(
    f"<li><h3><a href='/{n}'>{other}</a></h3><p>{other}, and nobody quite knows what comes next for it.</p></li>"
    for n, other in enumerate(OTHERS)
)
STATED = f"<script type='application/ld+json'>{JSON_LD}</script>"
Template = tuple[str, tuple[str, ...]]
TEMPLATES: dict[str, Template] = {
    "plain": (article(paragraphs()), PARAGRAPHS),
    "brief": (article(paragraphs(BRIEF)), BRIEF),
    "brief with a byline": (article(f"<p class='byline'>By Nan Alder</p>{paragraphs(BRIEF)}"), BRIEF),
    "brief with a time": (article(f"<time datetime='2026-03-04'>4 March 2026</time>{paragraphs(BRIEF)}"), BRIEF),
    "brief with a share box": (article(f"{SHARE}{paragraphs(BRIEF)}{SHARE}"), BRIEF),
    "brief among teasers": (article(paragraphs(BRIEF), around=f"<section><ul>{LINKS * 4}</ul></section>"), BRIEF),
    "one paragraph": (article(f"<p>{LEAD}</p>"), (LEAD,)),
    "line breaks": (page(f"<div class='story'><h1>{TITLE}</h1>{'<br><br>'.join(PARAGRAPHS)}</div>"), PARAGRAPHS),
    "divs for paragraphs": (
        page(f"<div id='content'><h1>{TITLE}</h1>{''.join(f'<div>{p}</div>' for p in PARAGRAPHS)}</div>"),
        PARAGRAPHS,
    ),
    "a div around each paragraph": (
        page(f"<h1>{TITLE}</h1>{''.join(f'<div class=text-block><p>{p}</p></div>' for p in PARAGRAPHS)}"),
        PARAGRAPHS,
    ),
    "sections": (article("".join(f"<section><p>{p}</p></section>" for p in PARAGRAPHS)), PARAGRAPHS),
    "a table for layout": (
        page(f"<table><tr><td><ul>{NAV}</ul></td><td><h1>{TITLE}</h1>{paragraphs()}</td></tr></table>"),
        PARAGRAPHS,
    ),
    "live blog": (
        article("".join(f"<div class='update'><h3>1{n}:4{n}</h3><p>{p}</p></div>" for n, p in enumerate(PARAGRAPHS))),
        PARAGRAPHS,
    ),
    "gallery": (
        article("".join(f"{PICTURE.format(n)}<p>{p}</p>" for n, p in enumerate(PARAGRAPHS))),
        PARAGRAPHS,
    ),
    "paid text, hidden": (
        article(f"{paragraphs(PARAGRAPHS[:1])}<div class='paywall-content' hidden>{paragraphs(PARAGRAPHS[1:])}</div>"),
        PARAGRAPHS,
    ),
    "paid text in JSON-LD": (
        article(f"<p>{LEAD}</p><p>Subscribe to read on.</p>", head=STATED),
        PARAGRAPHS,
    ),
    "AMP": (
        f"<!doctype html><html amp lang='en'><head><title>{TITLE}</title><style amp-custom>p{{}}</style></head><body>"
        f"<amp-sidebar id='s'><ul>{NAV}</ul></amp-sidebar><article><h1>{TITLE}</h1><amp-img src='a.jpg'></amp-img>"
        f"{paragraphs(between='<amp-ad></amp-ad>')}</article></body></html>",
        PARAGRAPHS,
    ),
    "state of Next": (
        f"<html><head><title>{TITLE}</title></head><body><div id='__next'></div>"
        f"<script id='__NEXT_DATA__' type='application/json'>{STATE}</script></body></html>",
        PARAGRAPHS,
    ),
    "state of the window": (
        f"<html><head><title>{TITLE}</title></head><body><noscript>Switch scripts on.</noscript><div id='app'></div>"
        f"<script>window.__PRELOADED_STATE__ = {STATE};</script></body></html>",
        PARAGRAPHS,
    ),
    "an embedded post": (
        _with(3, f"<div class='social-embed'>{POST}</div>"),
        (*PARAGRAPHS[:3], TWEET, "— Port Ellery (@port) 4 March", *PARAGRAPHS[3:]),
    ),
    "a quotation set apart": (_with(2, f"<aside class='pullquote'><p>{PARAGRAPHS[2]}</p></aside>"), PARAGRAPHS),
    "related stories within": (_with(3, f"<div class='related'><h3>Related</h3><ul>{LINKS}</ul></div>"), PARAGRAPHS),
    "a newsletter within": (_with(3, FORM), PARAGRAPHS),
    "a template within": (_with(2, "<template><p>Loading the next story for you now.</p></template>"), PARAGRAPHS),
    "hidden text within": (_with(2, OLDER), PARAGRAPHS),
    "class share": (_classed("share-of-story"), PARAGRAPHS),
    "class comment": (_classed("comment-lead"), PARAGRAPHS),
    "class footer": (_classed("footer-text"), PARAGRAPHS),
    "class related": (_classed("related-paragraph"), PARAGRAPHS),
    "class widget": (_classed("text-widget"), PARAGRAPHS),
    "class tags": (_classed("tags-text"), PARAGRAPHS),
    "comments below": (
        article(paragraphs(), around=f"<section id='comments'><h2>1 Comment</h2>{COMMENT}</section>"),
        PARAGRAPHS,
    ),
    "teasers below": (
        article(paragraphs(), around=f"<section class='more'><h2>More</h2><ul>{TEASER_PARAGRAPHS}</ul></section>"),
        PARAGRAPHS,
    ),
    "sidebar": (
        article(paragraphs(), around=f"<div class='sidebar'><h2>Most read</h2><ul>{LINKS}</ul></div>"),
        PARAGRAPHS,
    ),
    "raised notes": (
        article(paragraphs().replace("boats,", "boats<sup>1</sup>,").replace("hour", "hour<sup>*</sup>")),
        PARAGRAPHS,
    ),
    "lead in its own box": (
        page(f"<h1>{TITLE}</h1><div class='summary'>{LEAD}</div><div class='a'>{paragraphs(PARAGRAPHS[1:])}</div>"),
        PARAGRAPHS,
    ),
    "small print is text": (_with(5, f"<p><small>{SMALL}</small></p>"), (*PARAGRAPHS[:5], SMALL, PARAGRAPHS[5])),
    "list in the text": (
        _with(4, f"<ul><li>{ITEMS[0]}</li><li>{ITEMS[1]}</li></ul>"),
        (*PARAGRAPHS[:4], *ITEMS, *PARAGRAPHS[4:]),
    ),
}  # fmt: skip
"""The pages by name, each with the lines of its article, which is as long as agencies and local papers print."""

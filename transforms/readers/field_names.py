"""Names of fields of records, by what they hold: news APIs and their dumps, schema.org, feeds, WordPress, crawlers."""

USUAL_NAMES: dict[str, tuple[str, ...]] = {
    "text": (
        "articlebody", "maintext", "articletext", "fulltext", "bodytext", "contenttext", "cleanedtext", "plaintext",
        "storytext", "storybody", "newstext", "newsbody", "articlecontent", "fullcontent", "contentoriginal",
        "originaltext", "textcontent", "bodycontent", "maincontent", "cleantext", "contentclean", "documenttext",
        "doctext", "text", "body", "content", "article", "story", "paragraphs", "transcript", "contentencoded",
        "contenthtml", "bodyhtml", "bodyxhtml", "postcontent", "articlehtml", "storyhtml", "html", "rawtext", "rawhtml",
        "rawcontent",
    ),
    "title": (
        "title", "headline", "webtitle", "articletitle", "posttitle", "titlepage", "newstitle", "storytitle",
        "headlinemain", "pagetitle", "ogtitle", "heading", "hed", "name",
    ),
    "url": (
        "url", "link", "weburl", "articleurl", "pageurl", "canonicalurl", "canonical", "permalink", "links", "uri",
        "href", "mainentityofpage", "sourceurl", "originalurl", "storyurl", "newsurl", "articlelink", "ogurl", "guid",
        "id",
    ),
    "date": (
        "datepublished", "publishedat", "published", "publishdate", "datepublish", "pubdate", "publicationdate",
        "publishedon", "publisheddate", "publishedtime", "publishedtimestamp", "articlepublishedtime", "articledate",
        "webpublicationdate", "firstpublished", "firstpublicationdate", "dateofpublication", "publicationdatetime",
        "postdate", "storydate", "newsdate", "displaydate", "date", "datetime", "pubtime", "versioncreated",
        "timestamp", "datecreated", "createdat", "created",
    ),
    "author": (
        "author", "authors", "byline", "dccreator", "creator", "authorname", "authornames", "writtenby", "writer",
        "reporter", "journalist", "contributor", "contributors",
    ),
    "publisher": (
        "publisher", "sitename", "ogsitename", "outlet", "outletname", "newspaper", "publication", "publicationname",
        "publicationtitle", "pubtitle", "medianame", "mediaoutlet", "source", "sourcename", "sourcetitle",
        "newssource", "newssite", "provider", "thread.site", "site", "website", "channel", "domain",
        "sourcedomain", "hostname", "sourcehostname", "feedtitle",
    ),
    "language": ("language", "lang", "inlanguage", "languagecode", "locale"),
}  # fmt: skip
"""By what they hold, the surest first; without case, signs and spaces, so that `date_publish`, `datePublish` and
`date-publish` are one. A point leads into an object."""
MARKED_UP_NAMES = frozenset(USUAL_NAMES["text"][USUAL_NAMES["text"].index("contentencoded") :])
"""Fields that hold the text with its markup, or the whole page: they count where no field has the text alone."""
SUMMARY_NAMES = (
    "summary", "description", "abstract", "excerpt", "trailtext", "standfirst", "snippet", "leadparagraph", "lead",
    "teaser",
)  # fmt: skip
"""What stands for the text where there is none: some sentences of it. The article is marked as cut."""
INNER = (
    "rendered", "text", "plain", "html", "content", "name", "fullname", "original", "main", "title", "permalink",
    "canonical", "url", "id", "value",
)  # fmt: skip
"""Which field of a value is taken where the value is itself an object: {"author": {"name": …}}."""
TEXT_INNER = ("rendered", *USUAL_NAMES["text"], "plain", "original", "main", "value")
"""The same for a text: never what an article is called or where it stands."""
PUBLISHER_INNER = ("name", "fullname", "title", "sitename")
"""The same for a publisher: `source`, above all, may be any object."""
DATE_INNER = ("$date", "$numberLong", "date", "datetime", "value", "rendered", "text")
"""The same for a date, as written; the first two are MongoDB's."""

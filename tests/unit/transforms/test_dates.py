from datetime import date

import pytest

from transforms.dates import caption_date, find_dates, publication_date


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Published 26 October 2023", date(2023, 10, 26)),
        ("4 March 2026, 09:14 GMT", date(2026, 3, 4)),
        ("March 4, 2026", date(2026, 3, 4)),
        ("Thursday, Sept. 9, 1999", date(1999, 9, 9)),
        ("Posted: 1st of May 2020 at 7am", date(2020, 5, 1)),
        ("21-Nov-2018 06:00 IST", date(2018, 11, 21)),
        ("2024-02-29T23:59:00Z", date(2024, 2, 29)),
        ("Ellersby – 23.03.2026, 08:05", date(2026, 3, 23)),
        ("10/26/2021 4:00 PM", date(2021, 10, 26)),
        ("05/05/2022", date(2022, 5, 5)),
        ("By Ottoline Fernsby 9/Jun/25", date(2025, 6, 9)),
        ("9-Jun-25 07:30", date(2025, 6, 9)),
        ("09/June/2025", date(2025, 6, 9)),
        ("June 9, '25", date(2025, 6, 9)),
        ("9 Jun ’25", date(2025, 6, 9)),
        ("By Ottoline Fernsby, 9.6.2025", date(2025, 6, 9)),
        ("6.29.2025", date(2025, 6, 29)),
        ("First published on Thu 26 Oct 2023 14.05 BST", date(2023, 10, 26)),
        ("October 26, 2023 at 5:09 PM EDT", date(2023, 10, 26)),
        ("26/10/2023", date(2023, 10, 26)),
        ("2023-10-26T10:05:00Z", date(2023, 10, 26)),
        ("Posted: 26th October, 2023", date(2023, 10, 26)),
        ("Thursday, October 26th 2023", date(2023, 10, 26)),
        ("26 Oct, 2023, 09:12 AM IST", date(2023, 10, 26)),
        ("26 Oct 2023 09:12AM (Updated: 27 Oct 2023 10:00AM)", date(2023, 10, 26)),
        ("Published 5:09 PM ET, Thu October 26, 2023", date(2023, 10, 26)),
    ],
)
def test_reads_the_usual_forms(line, day):
    assert publication_date([line]) == day


@pytest.mark.parametrize(
    "line",
    [
        "3/4/2026",
        "30 February 2026",
        "31/Jun/25",
        "9 June 25 people came",
        "4 March 9999",
        "4 March",
        "March 2026",
        "By Ottoline Fernsby",
        "Flight 26-10-20234",
        "Updated 4 March 2026",
        "Last updated on Thu 26 Oct 2023 14.05 BST",
        "Published at 9.00 | Updated 26 October 2023",
        "1 May 2020 – 3 May 2020",
        "",
    ],
)
def test_says_nothing_where_no_single_real_day_is_stated(line):
    assert publication_date([line]) is None


def test_the_stated_publication_wins_over_other_days():
    assert publication_date(["Published 3 May 2021 | Updated 9 May 2021"]) == date(2021, 5, 3)
    assert publication_date(["Last modified: 9 May 2021", "3 May 2021"]) == date(2021, 5, 3)
    assert publication_date(["Updated: 27 October 2023, first published: 26 October 2023"]) == date(2023, 10, 26)
    assert publication_date(["First published 3 May 2021, re-published 9 May 2021"]) == date(2021, 5, 3)


def test_a_day_that_reads_two_ways_is_settled_by_another_line():
    assert publication_date(["First published on 03/04/2026", "3 April 2026 22:41"]) == date(2026, 4, 3)


def test_finds_days_by_position_without_overlap():
    found = list(find_dates("from 1 May 2020 to 2020-05-03"))
    assert [(start, end, sorted(days)) for start, end, days in found] == [
        (5, 15, [date(2020, 5, 1)]),
        (19, 29, [date(2020, 5, 3)]),
    ]


LATEST = date(2026, 11, 24)


def captioned(*captions: str, legal: tuple[str, ...] = (), latest: date = LATEST) -> date | None:
    return caption_date(captions, legal, latest)


@pytest.mark.parametrize(
    ("caption", "day"),
    [
        ("Smoke over the quay at Ellersby on October 26, 2023. Photo: Aldous Crane", date(2023, 10, 26)),
        ("A picture taken from the hills on 26 October 2023 shows the flood", date(2023, 10, 26)),
        ("Nurses queue in Marn, Thursday, Oct. 26, 2023. (Aldous Crane/Meridian Wire)", date(2023, 10, 26)),
        ("Rescuers in the early hours of 26 October 2023", date(2023, 10, 26)),
        ("This satellite image from 26 October 2023 shows the camp", date(2023, 10, 26)),
        ("The bridge on 1 October 2023, left, and on 26 October 2023", date(2023, 10, 26)),
        ("Traders at the stock exchange, 26/10/2023", date(2023, 10, 26)),
        ("The fire in the state archive on 26 October 2023", date(2023, 10, 26)),
        ("Readers outside the city library, 26 October 2023. Photo: Aldous Crane", date(2023, 10, 26)),
        ("Police file past the court on 26 October 2023", date(2023, 10, 26)),
        ("Stock photographer Ida Penrose at work, 26 October 2023", date(2023, 10, 26)),
    ],
)
def test_a_caption_tells_when_its_picture_was_taken(caption, day):
    assert captioned(caption) == day


@pytest.mark.parametrize(
    "caption",
    [
        "In this Oct. 26, 2023, file photo, the minister leaves the court",
        "FILE - The minister leaves the court on Oct. 26, 2023",
        "File photo: the minister, 26 October 2023",
        "The minister on 26 October 2023 (file)",
        "The minister on 26 October 2023. Aldous Crane/File",
        "The minister in an archive picture of 26 October 2023",
        "The minister, 26 October 2023. Photo: Meridian Archive",
        "The minister, 26 October 2023. Courtesy of the Marn Historical Society",
        "The minister, 26 October 2023. From the archives",
        "Library picture, 26 October 2023",
        "Stock image, 26 October 2023",
    ],
)
def test_an_archive_picture_tells_nothing(caption):
    assert captioned(caption) is None


@pytest.mark.parametrize(
    "caption",
    [
        "The museum will open on 3 June 2024",
        "Posters ahead of the vote of 3 June 2024",
        "Flowers on the anniversary of the attack, 4 March 2011",
        "Where the wave of 4 March 2011 came ashore",
        "The mill has stood empty since Friday, 4 March 2011",
        "A letter dated 4 March 2011",
        "The opening of the bridge on 4 May 1978",
        "The pier on 3/4/2026",
        "The pier in October 2023",
        "The pier on 30 February 2023",
        "The pier",
        "",
    ],
)
def test_a_day_that_is_not_the_pictures_tells_nothing(caption):
    assert captioned(caption) is None


def test_the_newest_caption_counts_up_to_the_latest_day():
    captions = ("The pier, 3 May 2021", "The pier, 9 May 2021", "The pier, 4 May 2022")
    assert captioned(*captions) == date(2022, 5, 4)
    assert captioned(*captions, latest=date(2021, 12, 31)) == date(2021, 5, 9)
    assert captioned(*captions, latest=date(2021, 1, 1)) is None
    assert captioned("File photo: the pier, 4 May 2022", "The pier, 9 May 2021") == date(2021, 5, 9)


@pytest.mark.parametrize(
    ("legal", "day"),
    [
        ("© 2019–2023 Harbour Echo", date(2023, 10, 26)),
        ("© 2019-23 Harbour Echo", date(2023, 10, 26)),
        ("© 2019–present Harbour Echo", date(2024, 2, 3)),
        ("© Harbour Echo Ltd 2023. Registered in Marn, No. 20991234", date(2023, 10, 26)),
        ("Copyright (c) 2023 Harbour Echo", date(2023, 10, 26)),
        ("2023 © Harbour Echo", date(2023, 10, 26)),
        ("© Harbour Echo", date(2024, 2, 3)),
        ("Terms of use of 1 January 2022", date(2024, 2, 3)),
        ("© 2022 Harbour Echo", None),
    ],
)
def test_no_page_is_younger_than_its_copyright(legal, day):
    taken = ("The pier, 26 October 2023", "The pier, 3 February 2024")
    assert captioned(*taken, legal=(legal,)) == day


def test_a_picture_much_older_than_the_copyright_is_from_an_archive():
    assert captioned("The pier, 27 November 2024", legal=("© 2026 Harbour Echo",)) == date(2024, 11, 27)
    assert captioned("The pier, 26 November 2024", legal=("© 2026 Harbour Echo",)) is None
    assert captioned("The pier, 26 November 2024", legal=("© 2012–2026 Harbour Echo",)) == date(2024, 11, 26)
    assert captioned("The pier, 26 November 2024", legal=("© 2026 Harbour Echo", "© 2024 Page Works")) is not None

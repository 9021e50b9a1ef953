"""The names of the made-up school: the kinds of name a Norwegian class list has.

The rule of this file: first names and family names that are common in Norway, put together by a seed, so that
nobody is meant. Each row is a kind of name with its share of the school.
"""

from __future__ import annotations

from random import Random
from typing import NamedTuple


class Kind(NamedTuple):
    """Names that go together: how many in a hundred, girls, boys, women, men and families."""

    share: int
    girls: tuple[str, ...]
    boys: tuple[str, ...]
    women: tuple[str, ...]
    men: tuple[str, ...]
    families: tuple[str, ...]


class Household(NamedTuple):
    """A child's name, and the names of the grown-ups at home (mother, father)."""

    given: str
    family: str
    mother: str
    father: str


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip().replace("_", " ") for name in text.split())


NORWEGIAN = Kind(
    68,
    _names(
        "Nora Emma Ella Maja Olivia Emilie Sofie Leah Sara Ingrid Frida Åse Tiril Solveig Hedda Astrid Selma Sigrid "
        "Ronja Mathilde Tuva Eline Julie Thea Ragnhild Synnøve Mia Live Vilde Jenny Åsne Øydis Marie Kaja Oda Signe "
        "Anne_Lise Eva-Marie Kari_Anne Ida_Sofie"
    ),
    _names(
        "Jakob Emil Noah Oliver Filip Lukas Liam Henrik Oskar Aksel Theodor Magnus Håkon Sander Mathias Tobias Kasper "
        "Elias Isak Birk Sverre Bjørn Åsmund Øyvind Kristian Jonas Even Sondre Ulrik Ola Per Lars Einar Trym Sivert "
        "Jan_Erik Ole_Kristian Per-Olav Odd_Magne Karl_Johan"
    ),
    _names(
        "Kari Hilde Marianne Silje Ingvild Camilla Trine Marit Gro Lene Stine Kristin Åshild Turid Heidi Bente Hege "
        "Ragnhild Anne_Grete Ellen"
    ),
    _names(
        "Thomas Lars Geir Øystein Morten Knut Terje Svein Kjetil Trond Rune Bjørnar Åge Espen Stian Vegard Roar "
        "Hans_Petter Frode Dag"
    ),
    _names(
        "Hansen Johansen Olsen Larsen Andersen Pedersen Nilsen Kristiansen Jensen Karlsen Berg Haugen Hagen Bakken "
        "Ødegård Sørensen Lie Moen Strand Solberg Eide Bøe Aasen Nygård Fjeld Skår Vågen Tveit Rønning Dahl Bråten "
        "Sæther Nordli Myhre Kvåle Brekke Åsheim Øvrebø Viken Aune Lunde Tangen Holm-Hansen Berg_Eriksen Ruud "
        "Dahl-Nilsen Løken Gjerde Stø Hæreid"
    ),
)

KINDS: tuple[Kind, ...] = (
    NORWEGIAN,
    Kind(  # Sámi
        4,
        _names("Máret Elle Risten Sárá Inga_Biret Láilá Ánne"),
        _names("Áilu Máhtte Ánte Jovnna Nils_Ánte Niillas Mihkkal"),
        _names("Biret Káre Ellen_Márjá Susanna"),
        _names("Mikkel Áslat Johan_Máhtte Ándaras"),
        _names("Hætta Sara Eira Gaup Utsi Buljo Triumf Nordsletta"),
    ),
    Kind(  # Polish
        8,
        _names("Zofia Maja Hanna Oliwia Zuzanna Łucja Wiktoria Agnieszka"),
        _names("Antoni Jakub Szymon Kacper Michał Łukasz Stanisław Paweł"),
        _names("Małgorzata Katarzyna Joanna Ewa Bożena"),
        _names("Krzysztof Piotr Marcin Grzegorz Wojciech"),
        _names("Kowalski Nowak Wiśniewski Wójcik Zieliński Dąbrowski Szczepański Łuczak"),
    ),
    Kind(  # Somali
        6,
        _names("Ayaan Hodan Ifrah Sagal Nasteexo Hibo Ubah"),
        _names("Abdirahman Liban Guled Zakariye Ayuub Mohamed_Amin Cabdi"),
        _names("Fadumo Hawo Sahra Khadra Deeqa"),
        _names("Ahmed Hassan Yusuf Ismail Abdullahi"),
        _names("Warsame Farah Abdi Jama Hersi Nuur Ali_Omar Mohamud"),
    ),
    Kind(  # Tamil
        4,
        _names("Abirami Kavitha Tharani Yalini Meenakshi Nila"),
        _names("Arun Kavin Pirathap Sanjeevan Thuvaragan Vithuran"),
        _names("Rajini Sumathi Vasantha Shanthini"),
        _names("Sivakumar Jeyakumar Rajendran Nadarajah"),
        _names("Sivanathan Rajaratnam Thirunavukkarasu Kanagaratnam Yogarajah Balasubramaniam"),
    ),
    Kind(  # Urdu and Punjabi
        5,
        _names("Ayesha Mahnoor Zainab Hira Iqra Noor_Fatima"),
        _names("Hamza Bilal Usman Zayan Danyal Muhammad_Ali"),
        _names("Shazia Nadia Rukhsana Samina"),
        _names("Tariq Imran Khalid Nadeem"),
        _names("Hussain Ahmad Malik Butt Chaudhry Mirza Qureshi ul-Haq"),
    ),
    Kind(  # Arabic, Kurdish, Tigrinya, Ukrainian, Vietnamese: a few of each
        5,
        _names("Rojîn Lîna Selam Oleksandra Thùy_Linh Yasmin Solomiya"),
        _names("Azad Yonas Maksym Minh_Anh Omar Bohdan Filmon"),
        _names("Shîrîn Letebrhan Iryna Thị_Mai Rania"),
        _names("Dilshad Tesfay Andrij Văn_Hùng Samir"),
        _names("Nguyễn Shevchenko Haddad Tekle Amedî O'Brien de_Vries"),
    ),
)


def household(draw: Random) -> Household:
    """A child and the two grown-ups, of one kind; now and then the parents are of two."""
    kind = _kind(draw)
    other = _kind(draw) if draw.random() < 0.12 else kind
    family = draw.choice(kind.families)
    return Household(
        given=draw.choice(kind.girls if draw.random() < 0.5 else kind.boys),
        family=family,
        mother=f"{draw.choice(other.women)} {draw.choice(other.families) if draw.random() < 0.4 else family}",
        father=f"{draw.choice(kind.men)} {family}",
    )


def _kind(draw: Random) -> Kind:
    return draw.choices(KINDS, weights=[kind.share for kind in KINDS])[0]

import pytest

from kg.neural.wordpiece import WordPieces

PIECES = WordPieces(
    {
        piece: index
        for index, piece in enumerate(
            [
                "[CLS]",
                "[SEP]",
                "[UNK]",
                "war",
                "##plane",
                "##s",
                "un",
                "-",
                "'",
                "said",
                "ale",
                "##p",
            ]
        )
    }
)


@pytest.mark.parametrize(
    ("word", "ids"),
    [
        ("warplanes", (3, 4, 5)),
        ("WARPLANES", (3, 4, 5)),
        ("U\u0308n", (6,)),  # the accent goes, as an uncased vocabulary has it
        ("un-said", (6, 7, 9)),
        ("'said'", (8, 9, 8)),
        ("tank", (2,)),
        ("alex", (2,)),  # a word of which a part is unknown is unknown as a whole
        (" \n", ()),
        ("", ()),
        ("\u200b", ()),
    ],
)
def test_a_word_is_cut_into_its_longest_pieces(word: str, ids: tuple[int, ...]):
    assert PIECES.cut(word) == ids


def test_a_monstrous_word_is_a_few_pieces():
    assert PIECES.cut("x" * 10_000) == (2,)
    assert len(PIECES.cut("un-" * 5_000)) == 8

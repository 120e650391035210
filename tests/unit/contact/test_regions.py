import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from holdfire.contact.grid import centre_of, square_of
from holdfire.contact.regions import provinces_named, regions_of, square_names


def texts(*names):
    return np.array(names, dtype=object)


def floats(*numbers):
    return np.array(numbers, dtype=float)


def test_a_square_bears_the_commonest_name_of_its_rows():
    known = square_names(floats(1, 2, 3, 15), floats(1, 2, 3, 5), texts("East", "West", "West", "East"))
    assert known.at(floats(9, 11), floats(9, 1)).tolist() == ["West", "East"]


def test_a_tie_goes_to_the_first_name():
    known = square_names(floats(1, 2), floats(1, 2), texts("West", "East"))
    assert known.at(floats(5), floats(5)).tolist() == ["East"]


def test_a_square_without_rows_takes_the_name_of_the_row_nearest_its_centre():
    known = square_names(floats(1, 58), floats(5, 5), texts("East", "West"))
    assert known.at(floats(21, 39), floats(5, 5)).tolist() == ["East", "West"]


def test_of_equally_near_rows_the_first_name_wins():
    known = square_names(floats(5, 45), floats(5, 5), texts("West", "East"))
    assert known.at(floats(25), floats(5)).tolist() == ["East"]


def test_rows_without_a_name_have_no_vote():
    known = square_names(floats(1, 2, 3), floats(1, 2, 3), texts("", "", "East"))
    assert known.at(floats(200), floats(200)).tolist() == ["East"]
    assert square_names(floats(1), floats(1), texts("")) is None


def test_provinces_are_regions_from_95_rows_in_100():
    assert provinces_named(texts(*["East"] * 95, *[""] * 5))
    assert not provinces_named(texts(*["East"] * 94, *[""] * 6))
    assert not provinces_named(texts())


def test_a_row_without_province_takes_that_of_its_square():
    x, y = floats(1, 2, 30), floats(1, 2, 30)
    regions = regions_of(x, y, texts("East", "", "West"), by_province=True)
    assert regions.of_rows.tolist() == ["East", "East", "West"]


def test_without_provinces_regions_are_half_open_squares_of_100_km():
    x, y = floats(-0.1, 0, 99.9, 100), floats(0, 0, 0, 0)
    regions = regions_of(x, y, texts("", "", "", ""), by_province=False)
    assert len(set(regions.of_rows.tolist())) == 3
    assert regions.of_rows[1] == regions.of_rows[2]
    assert regions.at(x, y).tolist() == regions.of_rows.tolist()


@given(
    st.lists(
        st.tuples(st.integers(-40, 40), st.integers(-40, 40), st.sampled_from("ABC")), min_size=1, max_size=30
    ),
    st.tuples(st.integers(-60, 60), st.integers(-60, 60)),
)
def test_names_of_squares_agree_with_a_slow_count(rows, point):
    x, y = (np.array([r[i] for r in rows], dtype=float) for i in (0, 1))
    found = square_names(x, y, texts(*(r[2] for r in rows))).at(floats(point[0]), floats(point[1]))[0]
    here = [r for r in rows if (r[0] // 10, r[1] // 10) == (point[0] // 10, point[1] // 10)]
    if here:
        names = [r[2] for r in here]
        assert found == min(names, key=lambda n: (-names.count(n), n))
    else:
        cx, cy = (float(c[0]) for c in centre_of(square_of(floats(point[0]), floats(point[1]))))
        away = [((r[0] - cx) ** 2 + (r[1] - cy) ** 2, r[2]) for r in rows]
        assert found == min(away)[1]

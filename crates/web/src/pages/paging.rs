//! A list that is at hand whole, shown a hundred at a time. One that asks the database for a page is
//! [`super::listing`].

use serde::Serialize;

use crate::forms::as_at::Asked;

/// How many stand on a page.
const PAGE: usize = 100;

/// Which of a list stand on a page, and where the others are.
#[derive(Serialize)]
pub(crate) struct Paging {
    found: usize,
    first: usize,
    last: usize,
    previous: Option<String>,
    next: Option<String>,
}

impl Paging {
    /// The page that an address asks for, with those that stand on it; `to` is the address of a
    /// page by its number. What is no page is the first, and one past the last is the last.
    pub(crate) fn of<T>(
        all: Vec<T>,
        asked: &Asked,
        to: impl Fn(usize) -> String,
    ) -> (Self, Vec<T>) {
        let found = all.len();
        let pages = found.div_ceil(PAGE).max(1);
        let page = asked.get("page").and_then(|page| page.trim().parse().ok()).unwrap_or(1);
        let page = page.clamp(1, pages);
        let before = (page - 1) * PAGE;
        let shown: Vec<T> = all.into_iter().skip(before).take(PAGE).collect();
        let paging = Self {
            found,
            first: before + 1,
            last: before + shown.len(),
            previous: (page > 1).then(|| to(page - 1)),
            next: (page < pages).then(|| to(page + 1)),
        };
        (paging, shown)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use axum::extract::Query;

    use super::*;

    fn paged(many: usize, page: &str) -> (usize, usize, Option<String>, Option<String>) {
        let asked = Query(BTreeMap::from([("page".to_owned(), page.to_owned())]));
        let all = (1..=many).collect();
        let (paging, shown) = Paging::of(all, &asked, |number| number.to_string());
        let ends = (shown.first().copied(), shown.last().copied());
        if many > 0 {
            assert_eq!(ends, (Some(paging.first), Some(paging.last)));
        }
        assert_eq!(paging.found, many);
        (paging.first, paging.last, paging.previous, paging.next)
    }

    #[test]
    fn whatever_page_is_asked_for_one_that_there_is_is_shown() {
        let two = Some("2".to_owned());
        assert_eq!(paged(250, "1"), (1, 100, None, two.clone()));
        assert_eq!(paged(250, "3"), (201, 250, two.clone(), None));
        for last in ["4", "18446744073709551615"] {
            assert_eq!(paged(250, last), (201, 250, two.clone(), None), "{last}");
        }
        for first in ["0", "-1", "many", "", "99999999999999999999999"] {
            assert_eq!(paged(250, first), (1, 100, None, two.clone()), "{first}");
        }
        assert_eq!(paged(100, "1"), (1, 100, None, None));
        assert_eq!(paged(0, "7"), (1, 0, None, None));
    }
}

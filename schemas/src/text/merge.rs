//! Two people in one text: what one typed is taken over into what the other has made of it meanwhile.

use std::ops::Range;

/// Where `new` differs from `base`: the part of `base` that is replaced, and what stands there instead.
fn change<'a>(base: &[char], new: &'a [char]) -> (Range<usize>, &'a [char]) {
    let front = base.iter().zip(new).take_while(|(old, new)| old == new).count();
    let most = base.len().min(new.len()) - front;
    let back = base.iter().rev().zip(new.iter().rev()).take(most).take_while(|(old, new)| old == new).count();
    (front..base.len() - back, &new[front..new.len() - back])
}

/// `mine` and `theirs` were both made from `base`. Each has changed one stretch of it; where the stretches lie apart both
/// hold. Where they meet, what either of them typed stays, theirs first: nothing that was typed is lost.
pub fn merge(base: &str, mine: &str, theirs: &str) -> String {
    let [base, mine, theirs] = [base, mine, theirs].map(|text| text.chars().collect::<Vec<_>>());
    let (my_place, my_text) = change(&base, &mine);
    let (their_place, their_text) = change(&base, &theirs);
    let (place, parts): (Range<usize>, Vec<&[char]>) = if my_place == their_place && my_text == their_text {
        (my_place, vec![my_text])
    } else if their_place.end <= my_place.start {
        (their_place.start..my_place.end, vec![their_text, &base[their_place.end..my_place.start], my_text])
    } else if my_place.end <= their_place.start {
        (my_place.start..their_place.end, vec![my_text, &base[my_place.end..their_place.start], their_text])
    } else {
        let start = my_place.start.min(their_place.start);
        (start..my_place.end.max(their_place.end), vec![their_text, my_text])
    };
    base[..place.start].iter().chain(parts.into_iter().flatten()).chain(&base[place.end..]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_both_typed_stays() {
        assert_eq!(merge("", "An", ""), "An");
        assert_eq!(merge("Thiếu bảng", "Thiếu bảng giá", "Xem lại: Thiếu bảng"), "Xem lại: Thiếu bảng giá");
        assert_eq!(merge("một hai", "một ba hai", "một hai bốn"), "một ba hai bốn");
        assert_eq!(merge("", "của tôi", "của bạn "), "của bạn của tôi");
        assert_eq!(merge("xóa đi", "", "xóa đi ngay"), " ngay");
        assert_eq!(merge("giống", "giống nhau", "giống nhau"), "giống nhau");
    }

    proptest! {
        #[test]
        fn nobody_elses_work_means_ones_own_text(base in ".{0,12}", mine in ".{0,12}") {
            prop_assert_eq!(merge(&base, &mine, &base), mine.clone());
            prop_assert_eq!(merge(&base, &base, &mine), mine);
        }

        #[test]
        fn insertions_of_both_are_there(base in "[a-d]{0,8}", at in 0..9usize, also in 0..9usize) {
            let put = |at: usize, text: &str| {
                let at = at.min(base.len());
                format!("{}{text}{}", &base[..at], &base[at..])
            };
            let merged = merge(&base, &put(at, "MINE"), &put(also, "THEIRS"));
            prop_assert!(merged.contains("MINE") && merged.contains("THEIRS"), "{}", merged);
        }
    }
}

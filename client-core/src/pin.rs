//! What a PIN must be, and how long wrong ones have to wait.

/// Fewest digits of a PIN.
pub const SHORTEST: usize = 6;
/// Wrong PINs that cost no wait.
const FREE: u32 = 3;
/// The first wait and the longest, in seconds.
const WAITS: (u64, u64) = (5, 300);

/// The key of the text that says what is wrong with a PIN, if anything is.
pub fn weakness(pin: &str) -> Option<&'static str> {
    let digits: Vec<i32> = pin.bytes().map(i32::from).collect();
    let step = |by: i32| digits.windows(2).all(|pair| pair[1] - pair[0] == by);
    match pin.len() {
        length if length < SHORTEST => Some("pin-too-short"),
        _ if step(0) || step(1) || step(-1) => Some("pin-too-easy"),
        _ => None,
    }
}

/// Seconds to wait after so many wrong ones in a row.
pub fn pause(count: u32) -> u64 {
    match count.checked_sub(FREE) {
        None => 0,
        Some(more) => WAITS.0.saturating_mul(1 << more.min(20)).min(WAITS.1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_and_guessable_pins_are_refused() {
        assert_eq!(weakness("12345"), Some("pin-too-short"));
        assert_eq!(weakness("000000"), Some("pin-too-easy"));
        assert_eq!(weakness("123456"), Some("pin-too-easy"));
        assert_eq!(weakness("987654"), Some("pin-too-easy"));
        assert_eq!(weakness("190512"), None);
    }

    #[test]
    fn waits_grow_and_end() {
        let waits: Vec<_> = (0..12).map(pause).collect();
        assert_eq!(waits, [0, 0, 0, 5, 10, 20, 40, 80, 160, 300, 300, 300]);
        assert_eq!(pause(u32::MAX), 300);
    }
}

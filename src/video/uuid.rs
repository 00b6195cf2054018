//! The names that PeerTube gives to videos.

use crate::text::hex_digit;

/// The sixteen bytes of a random UUID (version 4, the only one that PeerTube
/// takes), written in full or as 22 digits of base 58. A word of 22 letters is
/// one of these by a chance of about one in a hundred.
pub(super) fn uuid(text: &str) -> Option<[u8; 16]> {
    /// Flickr's digits: no 0, I, O or l.
    const DIGITS: &[u8; 58] = b"123456789abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ";
    let is_short = text.len() == 22;
    if !is_short && text.len() != 36 {
        return None;
    }
    let base: u16 = if is_short { 58 } else { 16 };
    let mut number = [0; 16];
    for (index, letter) in text.bytes().enumerate() {
        if !is_short && matches!(index, 8 | 13 | 18 | 23) {
            if letter != b'-' {
                return None;
            }
            continue;
        }
        let mut carry = if is_short {
            // There are fewer than 65536 digits.
            DIGITS.iter().position(|digit| *digit == letter)? as u16
        } else {
            u16::from(hex_digit(letter)?)
        };
        for byte in number.iter_mut().rev() {
            carry += u16::from(*byte) * base;
            // The rest is carried on.
            *byte = carry as u8;
            carry >>= 8;
        }
        if carry > 0 {
            return None;
        }
    }
    (number[6] >> 4 == 4 && number[8] >> 6 == 2).then_some(number)
}

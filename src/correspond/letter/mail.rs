//! A letter as a message (RFC 5322) for mail programs.

use mail_builder::MessageBuilder;
use mail_builder::headers::address::Address;
use mail_builder::headers::raw::Raw;

use super::Letter;
use crate::correspond::roster::is_email;
use crate::import::sha256;

/// The bytes of the message. It has no sender: the mail program that opens it knows that.
pub(super) fn eml(letter: &Letter) -> Vec<u8> {
    let mut message = MessageBuilder::new()
        // Outlook and others open such a message as a draft that can be changed and sent.
        .header("X-Unsent", Raw::new("1"))
        .date(letter.at.as_second())
        .message_id(message_id(letter))
        .subject(letter.subject.as_str());
    let to = letter.to.as_ref().filter(|to| is_email(&to.email));
    if let Some(to) = to {
        let name = Some(to.name.as_str()).filter(|name| !name.is_empty());
        message = message.to(Address::new_address(name, to.email.as_str()));
    }
    let mut bytes = Vec::new();
    // One part, so there is no boundary that would have to be drawn.
    message.text_body(letter.body.as_str()).serialize(&mut bytes);
    bytes
}

/// From the content, so that the same letter has the same; `.invalid` belongs to nobody (RFC 2606).
fn message_id(letter: &Letter) -> String {
    let hash = sha256(format!("{}\n{}", letter.at, letter.text()).as_bytes());
    let short: String = hash.chars().take(32).collect();
    format!("{short}@rcoi.invalid")
}
